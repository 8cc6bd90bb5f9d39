package dev.heed.search;

import java.util.Arrays;

/**
 * The largest so many of some numbers, as a heap with the least of them first; memory grows with what it holds. Confined to
 * one thread.
 */
final class BestBounds {
    private static final int FIRST = 16;

    private final int most;
    private double[] heap;
    private int size;

    BestBounds(int most) {
        this.most = most;
        this.heap = new double[Math.min(most, FIRST)];
    }

    /** The least of them; −∞ while there are fewer. */
    double least() {
        return size < most ? Double.NEGATIVE_INFINITY : heap[0];
    }

    void add(double bound) {
        if (size < most) {
            rise(bound);
        } else if (bound > heap[0]) {
            sink(bound);
        }
    }

    void addAll(BestBounds other) {
        for (int i = 0; i < other.size; i++) {
            add(other.heap[i]);
        }
    }

    private void rise(double bound) {
        if (size == heap.length) {
            heap = Arrays.copyOf(heap, (int) Math.min(most, 2L * size));
        }
        int at = size++;
        for (; at > 0 && heap[(at - 1) / 2] > bound; at = (at - 1) / 2) {
            heap[at] = heap[(at - 1) / 2];
        }
        heap[at] = bound;
    }

    /** Puts a bound in the place of the least. */
    private void sink(double bound) {
        int at = 0;
        for (int child = 1; child < size; child = 2 * at + 1) {
            if (child + 1 < size && heap[child + 1] < heap[child]) {
                child++;
            }
            if (heap[child] >= bound) {
                break;
            }
            heap[at] = heap[child];
            at = child;
        }
        heap[at] = bound;
    }
}
