package dev.heed.tokenizer;

import java.util.Arrays;

/** Tokens as they are found; grows by doubling. Not thread-safe: one for each call. */
final class TokenBuffer {
    private int[] ids;
    private int[] starts;
    private int[] ends;
    private int size;

    TokenBuffer(int capacity) {
        ids = new int[capacity];
        starts = new int[capacity];
        ends = new int[capacity];
    }

    void add(int id, int start, int end) {
        if (size == ids.length) {
            int capacity = Math.max(16, Math.multiplyExact(size, 2));
            ids = Arrays.copyOf(ids, capacity);
            starts = Arrays.copyOf(starts, capacity);
            ends = Arrays.copyOf(ends, capacity);
        }
        ids[size] = id;
        starts[size] = start;
        ends[size++] = end;
    }

    int size() {
        return size;
    }

    /** Forgets every token from {@code newSize} on. */
    void cutBack(int newSize) {
        size = newSize;
    }

    TokenSequence toSequence() {
        return new TokenSequence(Arrays.copyOf(ids, size), Arrays.copyOf(starts, size), Arrays.copyOf(ends, size));
    }
}
