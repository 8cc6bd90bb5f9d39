package dev.heed.tokenizer.subword;

import java.util.Arrays;

/** Tokens as they are found; grows by doubling. Not thread-safe: one for each call. */
public final class TokenBuffer {
    private int[] ids;
    private int[] starts;
    private int[] ends;
    private int size;

    /** Room for {@code capacity} tokens. */
    public TokenBuffer(int capacity) {
        ids = new int[capacity];
        starts = new int[capacity];
        ends = new int[capacity];
    }

    /** Appends a token. */
    public void add(int id, int start, int end) {
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

    /** Number of tokens. */
    public int size() {
        return size;
    }

    /** Forgets every token from {@code newSize} on. */
    void cutBack(int newSize) {
        size = newSize;
    }

    /** Changes a token's place. */
    public void place(int index, int start, int end) {
        starts[index] = start;
        ends[index] = end;
    }

    /** The id of a token. */
    public int id(int index) {
        return ids[index];
    }

    /** First unit of a token's place. */
    public int start(int index) {
        return starts[index];
    }

    /** Last unit of a token's place, exclusive. */
    public int end(int index) {
        return ends[index];
    }

    /** All ids. */
    public int[] ids() {
        return Arrays.copyOf(ids, size);
    }

    /** First units of all places. */
    public int[] starts() {
        return Arrays.copyOf(starts, size);
    }

    /** Last units of all places, exclusive. */
    public int[] ends() {
        return Arrays.copyOf(ends, size);
    }
}
