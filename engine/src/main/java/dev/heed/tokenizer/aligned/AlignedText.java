package dev.heed.tokenizer.aligned;

import java.util.Arrays;

/**
 * A text on its way through the pipeline, each UTF-16 unit of which knows the place in the given text that it came from.
 *
 * <p>The one alignment map of the pipeline: unit {@code i} stands for units {@code start(i)..end(i)} of the given text;
 * both units of a pair have the pair's place. Neighbours may share a place (one character taken apart), places may be empty
 * (a character put in at the very beginning) and leave gaps (characters removed); starts and ends never decrease. It holds
 * no lone surrogates: {@link #load} makes U+FFFD of them. Not thread-safe: one for each call, used again and again.
 */
public final class AlignedText implements CharSequence {
    private static final char REPLACEMENT = '\uFFFD';

    private char[] units;
    private int[] starts;
    private int[] ends;
    private int size;
    private int origin;

    /** Room for {@code capacity} units; grows. */
    public AlignedText(int capacity) {
        units = new char[capacity];
        starts = new int[capacity];
        ends = new int[capacity];
    }

    /** Holds {@code text[from, to)} and nothing else; a lone surrogate, also one cut off by the borders, becomes U+FFFD. */
    public void load(String text, int from, int to) {
        size = 0;
        origin = from;
        reserve(to - from);
        text.getChars(from, to, units, 0);
        size = to - from;
        for (int i = 0; i < size; i++) {
            starts[i] = from + i;
            ends[i] = from + i + 1;
        }
        for (int i = 0; i < size; i++) {
            if (Character.isSurrogate(units[i])) {
                boolean pair =
                        Character.isHighSurrogate(units[i]) && i + 1 < size && Character.isLowSurrogate(units[i + 1]);
                if (pair) {
                    ends[i]++;
                    starts[++i]--;
                } else {
                    units[i] = REPLACEMENT;
                }
            }
        }
    }

    /** Appends a code point that stands for {@code start..end} of the given text. */
    public void add(int codePoint, int start, int end) {
        if (codePoint < Character.MIN_SUPPLEMENTARY_CODE_POINT) {
            addUnit((char) codePoint, start, end);
        } else {
            addUnit(Character.highSurrogate(codePoint), start, end);
            addUnit(Character.lowSurrogate(codePoint), start, end);
        }
    }

    private void addUnit(char unit, int start, int end) {
        if (size == units.length) {
            reserve(1);
        }
        units[size] = unit;
        starts[size] = start;
        ends[size++] = end;
    }

    /** Appends {@code other[from, to)} with its places. */
    public void append(AlignedText other, int from, int to) {
        int length = to - from;
        reserve(length);
        System.arraycopy(other.units, from, units, size, length);
        System.arraycopy(other.starts, from, starts, size, length);
        System.arraycopy(other.ends, from, ends, size, length);
        size += length;
    }

    private void reserve(int more) {
        if (size + more > units.length) {
            int capacity = Math.max(size + more, units.length + (units.length >> 1) + 16);
            units = Arrays.copyOf(units, capacity);
            starts = Arrays.copyOf(starts, capacity);
            ends = Arrays.copyOf(ends, capacity);
        }
    }

    /** Forgets all; {@code newOrigin} is where in the given text what comes next begins. */
    public void clear(int newOrigin) {
        size = 0;
        origin = newOrigin;
    }

    /**
     * Forgets what stands before {@code from}, and of the rest what goes beyond {@code most} units: the last that is kept
     * then stands for all of them.
     */
    public void keepFrom(int from, int most) {
        int kept = Math.min(size - from, most);
        if (kept > 0) {
            int end = ends[size - 1];
            System.arraycopy(units, from, units, 0, kept);
            System.arraycopy(starts, from, starts, 0, kept);
            System.arraycopy(ends, from, ends, 0, kept);
            ends[kept - 1] = Math.max(ends[kept - 1], end);
        }
        size = kept;
    }

    /** Number of UTF-16 units. */
    public int size() {
        return size;
    }

    /** The code point that begins at unit {@code index}. */
    public int codePoint(int index) {
        char unit = units[index];
        return Character.isHighSurrogate(unit) && index + 1 < size
                ? Character.toCodePoint(unit, units[index + 1])
                : unit;
    }

    /** First unit of the given text that unit {@code index} stands for. */
    public int start(int index) {
        return starts[index];
    }

    /** Last unit, exclusive, of the given text that unit {@code index} stands for. */
    public int end(int index) {
        return ends[index];
    }

    /** Where in the given text this part of it begins. */
    public int origin() {
        return origin;
    }

    /** Whether all units are ASCII. */
    public boolean isAscii() {
        for (int i = 0; i < size; i++) {
            if (units[i] >= 0x80) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int length() {
        return size;
    }

    @Override
    public char charAt(int index) {
        return units[index];
    }

    @Override
    public String subSequence(int from, int to) {
        return new String(units, from, to - from);
    }

    /** The text alone. */
    @Override
    public String toString() {
        return new String(units, 0, size);
    }
}
