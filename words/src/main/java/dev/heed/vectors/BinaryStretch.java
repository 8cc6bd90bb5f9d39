package dev.heed.vectors;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.BitSet;

/**
 * The rows of a stretch of a word2vec binary file, one after the other from some byte on: where each word lies, its hash,
 * and whether anything is wrong with the row. Filled by one thread.
 */
final class BinaryStretch {
    /** Rows that a guess must hold for, words that it may meet. */
    private static final int GUESSED_ROWS = 8;

    private static final int GUESSED_WORD = 200;

    private final MemorySegment file;
    private final int dimension;
    private final long rowBytes;
    private final long seed;
    private final long[] numbers; // of a row, two floats each
    private long[] places;
    private long[] hashes;
    private int count;
    private final BitSet notFinite = new BitSet();
    private final BitSet notUtf8 = new BitSet();
    private long next; // behind the last row

    /** @param seed of the words' hashes */
    BinaryStretch(MemorySegment file, int dimension, long seed, int expected) {
        this.file = file;
        this.dimension = dimension;
        this.rowBytes = (long) Float.BYTES * dimension;
        this.seed = seed;
        this.numbers = new long[(dimension + 1) / 2];
        this.places = new long[Math.max(16, expected)];
        this.hashes = new long[places.length];
    }

    /** Where a row seems to begin, at or behind a byte; −1 if that is hard to tell. To be checked by whoever uses it. */
    long guess(long from) {
        long to = Math.min(file.byteSize(), from + 2 * rowBytes + GUESSED_WORD);
        for (long at = from; at < to; at++) {
            if (seemsRow(at)) {
                return at;
            }
        }
        return -1;
    }

    private boolean seemsRow(long from) {
        long at = from;
        for (int row = 0; row < GUESSED_ROWS; row++) {
            at = behindLineEnd(at);
            if (at >= file.byteSize()) {
                return row > 0;
            }
            long end = wordEnd(at, GUESSED_WORD, true);
            if (end <= at || file.byteSize() - end - 1 < rowBytes) {
                return false;
            }
            at = end + 1 + rowBytes;
        }
        return true;
    }

    private long behindLineEnd(long at) {
        return at < file.byteSize() && file.get(ValueLayout.JAVA_BYTE, at) == '\n' ? at + 1 : at;
    }

    /** Where the space behind a word is; −1 if there is none near, or, if asked for, a control character before it. */
    private long wordEnd(long at, int longest, boolean printable) {
        long limit = Math.min(file.byteSize(), at + longest);
        for (long end = at; end < limit; end++) {
            byte b = file.get(ValueLayout.JAVA_BYTE, end);
            if (b == ' ') {
                return end;
            }
            if (printable && b >= 0 && b < ' ') {
                return -1;
            }
        }
        return -1;
    }

    /**
     * Reads rows until one would begin at {@code end} or behind, or one is cut, or there are enough.
     *
     * @param most no more rows than that are read
     */
    void read(long from, long end, int most) {
        next = from;
        while (count < most && behindLineEnd(next) < end && readRow()) {
            // the next one
        }
    }

    private boolean readRow() {
        long at = behindLineEnd(next);
        long space = wordEnd(at, WordTable.LONGEST, false);
        if (space < 0 || file.byteSize() - space - 1 < rowBytes) {
            return false;
        }
        int length = (int) (space - at);
        if (count == places.length) {
            places = Arrays.copyOf(places, 2 * count);
            hashes = Arrays.copyOf(hashes, 2 * count);
        }
        places[count] = WordTable.place(at, length);
        hashes[count] = WordTable.hash(file, at, length, seed);
        if (!numbersAreFinite(space + 1)) {
            notFinite.set(count);
        } else if (!Utf8Bytes.wellFormed(file, at, length)) {
            notUtf8.set(count);
        }
        count++;
        next = space + 1 + rowBytes;
        return true;
    }

    /** Two floats a step: an exponent of all ones carries into the sign. */
    private boolean numbersAreFinite(long start) {
        int pairs = dimension / 2;
        MemorySegment.copy(file, WordTable.LONGS, start, numbers, 0, pairs);
        if (dimension % 2 != 0) {
            numbers[pairs] = file.get(WordTable.INTS, start + 8L * pairs) & 0xffffffffL;
        }
        long carried = 0;
        for (int i = 0; i < numbers.length; i++) {
            carried |= (numbers[i] & 0x7f8000007f800000L) + 0x0080000000800000L;
        }
        return (carried & 0x8000000080000000L) == 0;
    }

    /**
     * Goes on with another stretch's rows as soon as one of them begins where a row is due here; those before are read anew.
     * What the other guessed wrongly does no harm: from one byte on there is one way to go on.
     */
    void goOnWith(BinaryStretch other, int most) {
        int i = 0;
        while (count < most && i < other.count) {
            long due = behindLineEnd(next);
            long start = WordTable.start(other.places[i]);
            if (start == due) {
                append(other, i, Math.min(other.count - i, most - count));
                return;
            }
            if (start < due) {
                i++;
            } else if (!readRow()) {
                return;
            }
        }
    }

    private void append(BinaryStretch other, int from, int added) {
        if (count + added > places.length) {
            places = Arrays.copyOf(places, Math.max(count + added, count + count / 2));
            hashes = Arrays.copyOf(hashes, places.length);
        }
        System.arraycopy(other.places, from, places, count, added);
        System.arraycopy(other.hashes, from, hashes, count, added);
        copyFaults(other.notFinite, from, added, notFinite);
        copyFaults(other.notUtf8, from, added, notUtf8);
        count += added;
        next = WordTable.start(places[count - 1]) + WordTable.length(places[count - 1]) + 1 + rowBytes;
    }

    private void copyFaults(BitSet of, int from, int added, BitSet to) {
        for (int row = of.nextSetBit(from); row >= 0 && row < from + added; row = of.nextSetBit(row + 1)) {
            to.set(count + row - from);
        }
    }

    int count() {
        return count;
    }

    /** The byte behind the last row. */
    long next() {
        return next;
    }

    long place(int row) {
        return places[row];
    }

    long hash(int row) {
        return hashes[row];
    }

    boolean isFinite(int row) {
        return !notFinite.get(row);
    }

    boolean isUtf8(int row) {
        return !notUtf8.get(row);
    }
}
