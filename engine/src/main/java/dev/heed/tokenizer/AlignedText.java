package dev.heed.tokenizer;

import java.util.Arrays;

/**
 * A normalized text, each code point of which knows the place in the given text that it came from.
 *
 * <p>The one alignment map of the pipeline: code point {@code i} stands for UTF-16 units {@code start(i)..end(i)}.
 * Neighbours may share a place (one character taken apart) and places may leave gaps (characters removed); starts and
 * ends never decrease. Not thread-safe: one for each call, reused from stretch to stretch.
 */
final class AlignedText {
    private int[] codePoints;
    private int[] starts;
    private int[] ends;
    private int size;

    AlignedText(int capacity) {
        codePoints = new int[capacity];
        starts = new int[capacity];
        ends = new int[capacity];
    }

    void add(int codePoint, int start, int end) {
        if (size == codePoints.length) {
            grow(size + 1);
        }
        codePoints[size] = codePoint;
        starts[size] = start;
        ends[size++] = end;
    }

    private void grow(int needed) {
        int capacity = Math.max(needed, codePoints.length + (codePoints.length >> 1) + 16);
        codePoints = Arrays.copyOf(codePoints, capacity);
        starts = Arrays.copyOf(starts, capacity);
        ends = Arrays.copyOf(ends, capacity);
    }

    void clear() {
        size = 0;
    }

    /**
     * Forgets what stands before {@code from}, and of the rest what goes beyond {@code most} code points: the last that is
     * kept then stands for all of them.
     */
    void keepFrom(int from, int most) {
        int kept = Math.min(size - from, most);
        if (kept > 0) {
            int end = ends[size - 1];
            System.arraycopy(codePoints, from, codePoints, 0, kept);
            System.arraycopy(starts, from, starts, 0, kept);
            System.arraycopy(ends, from, ends, 0, kept);
            ends[kept - 1] = Math.max(ends[kept - 1], end);
        }
        size = kept;
    }

    int size() {
        return size;
    }

    int codePoint(int index) {
        return codePoints[index];
    }

    int start(int index) {
        return starts[index];
    }

    int end(int index) {
        return ends[index];
    }

    /** The normalized text alone. */
    @Override
    public String toString() {
        return new String(codePoints, 0, size);
    }
}
