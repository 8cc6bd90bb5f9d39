package dev.heed.vectors;

import java.util.Arrays;

/**
 * Some whole lines of a text file, parsed: words as places in the bytes, rows as floats. Fields are split at U+0020 only
 * and lines end at LF only, so a word may hold any other white space; what stands before the last {@code dimension}
 * fields is the word, spaces included.
 */
final class TextBlock {
    private final byte[] bytes;
    private final int dimension;
    private int[] starts;
    private int[] ends;
    private float[] rows;
    private int count;
    private boolean[] finite;
    private int blankAt = -1; // index of the first blank line
    private String failure;

    private TextBlock(byte[] bytes, int length, int dimension) {
        this.bytes = bytes;
        this.dimension = dimension;
        // a number takes a space and a digit at least: there is no room for more than the bytes hold
        int capacity = Math.min(256, length / (2 * dimension) + 1);
        this.starts = new int[capacity];
        this.ends = new int[capacity];
        this.finite = new boolean[capacity];
        this.rows = new float[capacity * dimension];
    }

    /** @param bytes whole lines, the last with or without its end */
    static TextBlock parse(byte[] bytes, int length, int dimension) {
        TextBlock block = new TextBlock(bytes, length, dimension);
        int from = 0;
        while (from < length && block.failure == null) {
            int end = from;
            while (end < length && bytes[end] != '\n') {
                end++;
            }
            block.line(from, end);
            from = end + 1;
        }
        return block;
    }

    byte[] bytes() {
        return bytes;
    }

    /** Lines with a word, up to the first that is wrong. */
    int count() {
        return count;
    }

    int wordStart(int line) {
        return starts[line];
    }

    int wordLength(int line) {
        return ends[line] - starts[line];
    }

    boolean isFinite(int line) {
        return finite[line];
    }

    /** All rows, one after the other. */
    float[] rows() {
        return rows;
    }

    /** What is wrong with line {@link #count}; null if nothing is. */
    String failure() {
        return failure;
    }

    /** Whether the lines end with blank ones. */
    boolean endsBlank() {
        return blankAt >= 0;
    }

    private void line(int from, int lineEnd) {
        int end = TextNumbers.trimmedEnd(bytes, from, lineEnd);
        if (end == from && lineEnd - from <= 1) {
            blankAt = count;
            return;
        }
        if (blankAt >= 0) {
            failure = "expected no blank line before the last, got one";
            return;
        }
        if (count == starts.length) {
            grow();
        }
        int at = end;
        boolean allFinite = true;
        for (int i = dimension - 1; i >= 0; i--) {
            int start = at;
            while (start > from && bytes[start - 1] != ' ') {
                start--;
            }
            if (start == from) {
                failure = "expected a word and " + dimension + " numbers, got " + (dimension - 1 - i + 1) + " field"
                        + (i == dimension - 1 ? "" : "s");
                return;
            }
            try {
                float value = TextNumbers.parse(bytes, start, at);
                allFinite &= Float.isFinite(value);
                rows[count * dimension + i] = value;
            } catch (NumberFormatException e) {
                failure = "expected " + dimension + " numbers behind the word, got "
                        + dev.heed.format.Quoted.of(
                                new String(bytes, start, at - start, java.nio.charset.StandardCharsets.UTF_8));
                return;
            }
            at = start - 1;
        }
        if (hasMoreNumbers(from, at)) {
            failure = "expected " + dimension + " numbers behind the word, got more";
            return;
        }
        finite[count] = allFinite;
        starts[count] = from;
        ends[count++] = at;
    }

    /** Whether all but the first field of a word with spaces are numbers with a point: a longer row, no word. */
    private boolean hasMoreNumbers(int from, int to) {
        int end = to;
        boolean more = false;
        while (true) {
            int start = end;
            while (start > from && bytes[start - 1] != ' ') {
                start--;
            }
            if (start == from) {
                return more;
            }
            boolean point = false;
            for (int i = start; i < end; i++) {
                point |= bytes[i] == '.' || bytes[i] == 'e';
            }
            if (!point || !TextNumbers.isNumber(bytes, start, end)) {
                return false;
            }
            more = true;
            end = start - 1;
        }
    }

    private void grow() {
        int capacity = count * 2;
        starts = Arrays.copyOf(starts, capacity);
        ends = Arrays.copyOf(ends, capacity);
        finite = Arrays.copyOf(finite, capacity);
        rows = Arrays.copyOf(rows, Math.multiplyExact(capacity, dimension));
    }
}
