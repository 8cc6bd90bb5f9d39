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
 * some writers a line end.
 */
final class Word2vecBinary {
    private static final long STRETCH_BYTES = 64L << 20;

    private Word2vecBinary() {}

    /** Words as places in the file, whose floats stand behind them. */
    record Parsed(WordTable words, int dimension, List<String> notes) {}

    /** @throws InvalidFileException if rows are missing, cut or too many */
    static Parsed read(MemorySegment file, TextHeader header, String where, Workers workers) {
        return read(file, header, where, workers, STRETCH_BYTES);
    }

    /** @param stretchBytes how much of the file a thread reads at a time */
    static Parsed read(MemorySegment file, TextHeader header, String where, Workers workers, long stretchBytes) {
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
        WordTableBuilder words = WordTableBuilder.inside(file, rows);
        BinaryStretch all = readAll(file, header, words.seed(), stretchBytes, workers);
        checkEnds(file, all, rows, rowBytes, where);
        RowFaults faults = new RowFaults(where, "row");
        for (int row = 0; row < rows; row++) {
            add(words, file, all, row, faults);
        }
        if (words.size() == 0) {
            throw new InvalidFileException(where + ": expected at least one word with finite numbers, got none");
        }
        return new Parsed(words.build(), (int) header.dimension(), faults.notes());
    }

    private static void add(WordTableBuilder words, MemorySegment file, BinaryStretch all, int row, RowFaults faults) {
        long start = WordTable.start(all.place(row));
        int length = WordTable.length(all.place(row));
        if (!all.isFinite(row)) {
            faults.add(RowFaults.Kind.NOT_FINITE, row + 1L, word(file, start, length));
            return;
        }
        if (!all.isUtf8(row)) {
            faults.add(RowFaults.Kind.NOT_UTF8, row + 1L, word(file, start, length));
        }
        if (!words.add(file, start, length, all.hash(row))) {
            faults.add(RowFaults.Kind.AGAIN, row + 1L, word(file, start, length));
        }
    }

    private static byte[] word(MemorySegment file, long start, int length) {
        return file.asSlice(start, length).toArray(ValueLayout.JAVA_BYTE);
    }

    /** All rows: stretches of the file side by side, each from where a row seems to begin, put together in their order. */
    private static BinaryStretch readAll(
            MemorySegment file, TextHeader header, long seed, long stretchBytes, Workers workers) {
        int dimension = (int) header.dimension();
        int rows = (int) header.words();
        int count = (int) ((file.byteSize() - header.end()) / stretchBytes + 1);
        BinaryStretch[] stretches = new BinaryStretch[count];
        workers.run(count, s -> {
            long from = header.end() + s * stretchBytes;
            BinaryStretch stretch = new BinaryStretch(file, dimension, seed, rows / count + 1);
            long first = s == 0 ? from : stretch.guess(from);
            if (first >= 0) {
                stretch.read(first, from + stretchBytes, rows);
            }
            stretches[s] = stretch;
        });
        BinaryStretch all = new BinaryStretch(file, dimension, seed, rows);
        all.read(header.end(), header.end(), 0);
        for (int s = 0; s < count; s++) {
            all.goOnWith(stretches[s], rows);
            stretches[s] = null; // its memory is of use
        }
        all.read(all.next(), Long.MAX_VALUE, rows);
        return all;
    }

    /** The file must hold all rows and end with the last. */
    private static void checkEnds(MemorySegment file, BinaryStretch all, int rows, long rowBytes, String where) {
        long at = all.next();
        long size = file.byteSize();
        if (at < size && file.get(ValueLayout.JAVA_BYTE, at) == '\n') {
            at++;
        }
        if (all.count() < rows) {
            throw new InvalidFileException(where + ": row " + (all.count() + 1) + " of " + rows + ": expected "
                    + missing(file, at, rowBytes) + "; the file is cut, or of another dimension or number type");
        }
        if (at != size) {
            long last = all.place(rows - 1);
            String word = new String(word(file, WordTable.start(last), WordTable.length(last)), StandardCharsets.UTF_8);
            throw new InvalidFileException(where + ": expected the end of the file behind its " + rows + " words, got "
                    + (size - at) + " bytes more (last word " + Quoted.of(word)
                    + "); its header is wrong, or its numbers are of another type");
        }
    }

    /** What a row that begins at a byte lacks, in words. */
    private static String missing(MemorySegment file, long at, long rowBytes) {
        long rest = file.byteSize() - at;
        if (rest == 0) {
            return "a word, a space and " + rowBytes + " bytes, got the end of the file";
        }
        long searched = Math.min(WordTable.LONGEST, rest);
        long length = 0;
        while (length < searched && file.get(ValueLayout.JAVA_BYTE, at + length) != ' ') {
            length++;
        }
        if (length == searched) {
            return "a word and a space, got " + rest + " bytes to the end of the file"
                    + (rest > searched ? ", none of the first " + searched + " a space" : " without a space");
        }
        return rowBytes + " bytes behind the word "
                + Quoted.of(new String(word(file, at, (int) length), StandardCharsets.UTF_8)) + " and its space, got "
                + (rest - length - 1) + " to the end of the file";
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
