package dev.heed.vectors;

import dev.heed.format.InvalidFileException;
import dev.heed.format.Quoted;
import dev.heed.parallel.Workers;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Reads word2vec's binary files where they lie: a header line, then for each row the word, a space, the floats, and with
 * some writers a line end. Only the words are looked at one after the other; the floats are checked by all workers.
 */
final class Word2vecBinary {
    private static final int CHECKED_AT_ONCE = 4096;

    private Word2vecBinary() {}

    /** Words as places in the file, whose floats stand behind them. */
    record Parsed(WordTable words, int dimension, List<String> notes) {}

    /** @throws InvalidFileException if rows are missing, cut or too many */
    static Parsed read(MemorySegment file, TextHeader header, String where, Workers workers) {
        long rowBytes = Float.BYTES * header.dimension();
        if (header.words() < 1 || header.dimension() < 1 || header.dimension() > TextVectors.LARGEST_DIMENSION) {
            throw new InvalidFileException(where + ": expected a header of words and dimension, got " + header.words()
                    + " words of " + header.dimension() + " numbers");
        }
        long most = (file.byteSize() - header.end()) / (rowBytes + 1);
        if (header.words() > most || header.words() > Integer.MAX_VALUE) {
            throw new InvalidFileException(where + ": expected " + header.words() + " words of " + header.dimension()
                    + " numbers, as its header promises, got " + file.byteSize()
                    + " bytes, room for " + most + "; the file is cut or its header wrong");
        }
        int rows = (int) header.words();
        long[] places = places(file, header.end(), rows, rowBytes, where);
        boolean[] finite = finite(file, places, (int) header.dimension(), workers);
        RowFaults faults = new RowFaults(where, "row");
        WordTableBuilder words = WordTableBuilder.inside(file, rows);
        for (int row = 0; row < rows; row++) {
            add(words, file, places[row], finite[row], row + 1L, faults);
        }
        if (words.size() == 0) {
            throw new InvalidFileException(where + ": expected at least one word with finite numbers, got none");
        }
        return new Parsed(words.build(), (int) header.dimension(), faults.notes());
    }

    private static void add(
            WordTableBuilder words, MemorySegment file, long place, boolean finite, long row, RowFaults faults) {
        long start = WordTable.start(place);
        int length = WordTable.length(place);
        if (!finite) {
            faults.add(RowFaults.Kind.NOT_FINITE, row, word(file, start, length));
            return;
        }
        if (!Utf8Bytes.wellFormed(file, start, length)) {
            faults.add(RowFaults.Kind.NOT_UTF8, row, word(file, start, length));
        }
        if (!words.add(file, start, length)) {
            faults.add(RowFaults.Kind.AGAIN, row, word(file, start, length));
        }
    }

    private static byte[] word(MemorySegment file, long start, int length) {
        return file.asSlice(start, length).toArray(ValueLayout.JAVA_BYTE);
    }

    /** Where each word lies; the file must end with the last row. */
    private static long[] places(MemorySegment file, long first, int rows, long rowBytes, String where) {
        long[] places = new long[rows];
        long at = first;
        long size = file.byteSize();
        for (int row = 0; row < rows; row++) {
            if (at < size && file.get(ValueLayout.JAVA_BYTE, at) == '\n') {
                at++;
            }
            long end = at;
            long limit = Math.min(size, at + WordTable.LONGEST);
            while (end < limit && file.get(ValueLayout.JAVA_BYTE, end) != ' ') {
                end++;
            }
            if (end == limit || size - end - 1 < rowBytes) {
                throw new InvalidFileException(
                        where + ": row " + (row + 1) + " of " + rows + ": expected a word, a space"
                                + " and " + rowBytes + " bytes, got " + (size - at) + " to the end of the file"
                                + (end == limit && limit < size ? " without a space" : "")
                                + "; the file is cut, or of another dimension or number type");
            }
            places[row] = WordTable.place(at, (int) (end - at));
            at = end + 1 + rowBytes;
        }
        if (at < size && file.get(ValueLayout.JAVA_BYTE, at) == '\n') {
            at++;
        }
        if (at != size) {
            String last = new String(
                    word(file, WordTable.start(places[rows - 1]), WordTable.length(places[rows - 1])),
                    StandardCharsets.UTF_8);
            throw new InvalidFileException(where + ": expected the end of the file behind its " + rows + " words, got "
                    + (size - at) + " bytes more (last word " + Quoted.of(last)
                    + "); its header is wrong, or its numbers are of another type");
        }
        return places;
    }

    private static boolean[] finite(MemorySegment file, long[] places, int dimension, Workers workers) {
        boolean[] finite = new boolean[places.length];
        int tasks = (places.length + CHECKED_AT_ONCE - 1) / CHECKED_AT_ONCE;
        workers.run(tasks, task -> {
            int[] row = new int[dimension];
            int to = Math.min(places.length, (task + 1) * CHECKED_AT_ONCE);
            for (int i = task * CHECKED_AT_ONCE; i < to; i++) {
                long start = WordTable.start(places[i]) + WordTable.length(places[i]) + 1;
                MemorySegment.copy(file, WordTable.INTS, start, row, 0, dimension);
                finite[i] = allFinite(row);
            }
        });
        return finite;
    }

    /** An exponent of all ones carries into the sign: one addition and no branch a number. */
    static boolean allFinite(int[] bits) {
        int carried = 0;
        for (int i = 0; i < bits.length; i++) {
            carried |= (bits[i] & 0x7f800000) + 0x00800000;
        }
        return carried >= 0;
    }
}
