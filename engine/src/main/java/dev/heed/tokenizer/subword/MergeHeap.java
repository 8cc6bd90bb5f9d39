package dev.heed.tokenizer.subword;

import java.util.Arrays;

/** Merges that wait, the lowest rank first, of equal ones the leftmost: a binary heap. For one thread. */
final class MergeHeap {
    /** Rank in the high half, place in the low half. */
    private long[] keys = new long[64];

    private int[] results = new int[64];
    private int size;

    boolean isEmpty() {
        return size == 0;
    }

    /** Place of the first. */
    int place() {
        return (int) keys[0];
    }

    /** Id that the first one results in. */
    int result() {
        return results[0];
    }

    void push(int rank, int place, int result) {
        if (size == keys.length) {
            keys = Arrays.copyOf(keys, size * 2);
            results = Arrays.copyOf(results, size * 2);
        }
        long key = (long) rank << 32 | place;
        int at = size++;
        while (at > 0 && keys[at - 1 >> 1] > key) {
            keys[at] = keys[at - 1 >> 1];
            results[at] = results[at - 1 >> 1];
            at = at - 1 >> 1;
        }
        keys[at] = key;
        results[at] = result;
    }

    /** Takes the first one out. */
    void pop() {
        long key = keys[--size];
        int result = results[size];
        int at = 0;
        while (true) {
            int child = 2 * at + 1;
            if (child >= size) {
                break;
            }
            if (child + 1 < size && keys[child + 1] < keys[child]) {
                child++;
            }
            if (keys[child] >= key) {
                break;
            }
            keys[at] = keys[child];
            results[at] = results[child];
            at = child;
        }
        keys[at] = key;
        results[at] = result;
    }
}
