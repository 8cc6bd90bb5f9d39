package dev.heed.vectors;

import dev.heed.format.InvalidFileException;
import dev.heed.search.VectorRows;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Reads a NumPy matrix whose words stand, a line each, in a file of the same name that ends in {@code .vocab}. */
final class NumpyVectors {
    private NumpyVectors() {}

    record Parsed(WordTable words, VectorRows rows, List<String> notes) {}

    /** Where the words of a matrix are. */
    static Path vocabulary(Path matrix) {
        String name = matrix.getFileName().toString();
        int stem = name.toLowerCase(java.util.Locale.ROOT).endsWith(".npy") ? name.length() - 4 : name.length();
        return matrix.resolveSibling(name.substring(0, stem) + ".vocab");
    }

    static Parsed read(MemorySegment file, Path path) throws IOException {
        String where = path.toString();
        NumpyHeader header = NumpyHeader.read(file, where);
        Path vocabulary = vocabulary(path);
        if (!Files.isRegularFile(vocabulary)) {
            throw new InvalidFileException(
                    where + ": expected its words in " + vocabulary + ", one a line, found no such file");
        }
        byte[] lines = Files.readAllBytes(vocabulary);
        RowFaults faults = new RowFaults(vocabulary.toString(), "line");
        WordTableBuilder words = WordTableBuilder.copying(header.rows());
        int[] kept = new int[header.rows()];
        int line = 0;
        int from = TextHeader.mark(lines);
        while (from < lines.length) {
            int end = from;
            while (end < lines.length && lines[end] != '\n') {
                end++;
            }
            if (line < kept.length) {
                int row = words.size();
                if (add(
                        words,
                        file,
                        header,
                        Arrays.copyOfRange(lines, from, withoutReturn(lines, from, end)),
                        line,
                        faults)) {
                    kept[row] = line;
                }
            }
            line++;
            from = end + 1;
        }
        if (line != header.rows()) {
            throw new InvalidFileException(vocabulary + ": expected " + header.rows()
                    + " words, a line for each row of " + where + ", got " + line);
        }
        if (words.size() == 0) {
            throw new InvalidFileException(where + ": expected at least one word with finite numbers, got none");
        }
        return new Parsed(words.build(), rows(file, header, kept, words.size()), faults.notes());
    }

    private static int withoutReturn(byte[] lines, int from, int end) {
        return end > from && lines[end - 1] == '\r' ? end - 1 : end;
    }

    private static boolean add(
            WordTableBuilder words, MemorySegment file, NumpyHeader header, byte[] word, int line, RowFaults faults) {
        int[] bits = new int[header.columns()];
        long start = header.end() + (long) line * header.columns() * Float.BYTES;
        MemorySegment.copy(file, WordTable.INTS, start, bits, 0, bits.length);
        if (!Word2vecBinary.allFinite(bits)) {
            faults.add(RowFaults.Kind.NOT_FINITE, line + 1, word);
            return false;
        }
        if (!Utf8Bytes.wellFormed(MemorySegment.ofArray(word), 0, word.length)) {
            faults.add(RowFaults.Kind.NOT_UTF8, line + 1, word);
        }
        if (!words.add(word)) {
            faults.add(RowFaults.Kind.AGAIN, line + 1, word);
            return false;
        }
        return true;
    }

    /** The file's own rows, or a copy without those that are left out. */
    private static VectorRows rows(MemorySegment file, NumpyHeader header, int[] kept, int size) {
        long stride = (long) Float.BYTES * header.columns();
        if (size == header.rows()) {
            return new VectorRows.Even(file, header.end(), stride, header.columns());
        }
        float[] copy = new float[Math.multiplyExact(size, header.columns())];
        for (int row = 0; row < size; row++) {
            MemorySegment.copy(
                    file,
                    VectorRows.FLOATS,
                    header.end() + kept[row] * stride,
                    copy,
                    row * header.columns(),
                    header.columns());
        }
        return new VectorRows.Even(MemorySegment.ofArray(copy).asReadOnly(), 0, stride, header.columns());
    }
}
