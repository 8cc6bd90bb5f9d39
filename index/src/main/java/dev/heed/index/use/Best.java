package dev.heed.index.use;

import java.util.Arrays;

/**
 * The best of many scores: a heap of bounded size. Of equal scores the lower number is better, so the answer does not depend
 * on the order of the offers. Not thread-safe.
 */
public final class Best {
    private static final int FIRST = 64;

    private final int most;
    private long[] heap; // the worst first; grows with what is offered
    private int size;

    /** @param most how many are kept, at least 1 */
    public Best(int most) {
        this.most = most;
        this.heap = new long[Math.min(most, FIRST)];
    }

    /** Considers a score; NaN is worse than all. */
    public void offer(float score, int number) {
        offer(key(score, number));
    }

    /** Considers what others have kept. */
    public void offerAll(Best other) {
        for (int i = 0; i < other.size; i++) {
            offer(other.heap[i]);
        }
    }

    /** The numbers, the best first. */
    public int[] numbers() {
        long[] keys = Arrays.copyOf(heap, size);
        Arrays.sort(keys);
        int[] numbers = new int[size];
        for (int i = 0; i < size; i++) {
            numbers[i] = ~(int) keys[size - 1 - i];
        }
        return numbers;
    }

    /** Sorts like the score, then against the number. */
    private static long key(float score, int number) {
        int bits = Float.floatToIntBits(Float.isNaN(score) ? Float.NEGATIVE_INFINITY : score + 0f);
        int ordered = bits ^ bits >> 31 & Integer.MAX_VALUE;
        return (long) ordered << 32 | ~number & 0xffffffffL;
    }

    private void offer(long key) {
        if (size < most) {
            if (size == heap.length) {
                heap = Arrays.copyOf(heap, (int) Math.min(most, 2L * size));
            }
            heap[size] = key;
            up(size++);
        } else if (key > heap[0]) {
            heap[0] = key;
            down();
        }
    }

    private void up(int at) {
        while (at > 0 && heap[at] < heap[(at - 1) / 2]) {
            swap(at, (at - 1) / 2);
            at = (at - 1) / 2;
        }
    }

    private void down() {
        int at = 0;
        while (true) {
            int child = 2 * at + 1;
            if (child >= size) {
                return;
            }
            if (child + 1 < size && heap[child + 1] < heap[child]) {
                child++;
            }
            if (heap[child] >= heap[at]) {
                return;
            }
            swap(at, child);
            at = child;
        }
    }

    private void swap(int a, int b) {
        long held = heap[a];
        heap[a] = heap[b];
        heap[b] = held;
    }
}
