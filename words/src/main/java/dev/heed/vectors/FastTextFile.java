package dev.heed.vectors;

import dev.heed.parallel.Workers;
import dev.heed.search.VectorRows;
import dev.heed.vectors.SubwordRows.Quantized;
import dev.heed.vectors.SubwordRows.Quantized.Centroids;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads a whole fastText model ({@code .bin}, {@code .ftz}), versions 11 and 12: settings, words with their counts, the
 * input matrix. Labels of classifiers and the output matrix are passed over.
 */
final class FastTextFile {
    private static final int WORD = 0;
    private static final int LARGEST_GRAM = 1 << 10;

    private final MemorySegment file;
    private final FileCursor cursor;
    private final RowFaults faults;

    private FastTextFile(MemorySegment file, String where) {
        this.file = file;
        this.cursor = new FileCursor(file, where);
        this.faults = new RowFaults(where, "word");
    }

    /** Words, how to make vectors of them and of others, and how often each occurred. */
    record Parsed(
            WordTable words, int[] rows, long[] counts, Subwords subwords, boolean quantized, List<String> notes) {
        int dimension() {
            return subwords.rows().dimension();
        }

        /** The vectors of all words; those that are not finite are refused by whoever asks. */
        float[] vectors(Workers workers) {
            int dimension = dimension();
            float[] vectors = new float[Math.multiplyExact(words.size(), dimension)];
            int step = 1024;
            workers.run((words.size() + step - 1) / step, task -> {
                int to = Math.min(words.size(), (task + 1) * step);
                for (int word = task * step; word < to; word++) {
                    float[] vector = subwords.known(words.utf8(word), rows[word]);
                    System.arraycopy(vector, 0, vectors, word * dimension, dimension);
                }
            });
            return vectors;
        }
    }

    static Parsed read(MemorySegment file, String where) {
        return new FastTextFile(file, where).read();
    }

    private Parsed read() {
        cursor.readInt("magic");
        int version = cursor.readInt("version");
        if (version != 11 && version != 12) {
            throw cursor.refused("expected version 11 or 12, got " + version);
        }
        int dimension = cursor.readInt("the dimension", 1, TextVectors.LARGEST_DIMENSION);
        cursor.skip(6, Integer.BYTES, "settings"); // window, epochs, least count, negatives, word n-grams, loss
        int model = cursor.readInt("the model", 1, 3);
        int buckets = cursor.readInt("the buckets", 0, Integer.MAX_VALUE);
        int shortest = cursor.readInt("the shortest subword", 0, LARGEST_GRAM);
        int longest = cursor.readInt("the longest subword", 0, LARGEST_GRAM);
        cursor.readInt("settings");
        cursor.readDouble("settings");
        if (version == 11 && model == 3) {
            longest = 0; // old classifiers have no subwords
        }
        return readWords(dimension, buckets, shortest, longest);
    }

    private Parsed readWords(int dimension, int buckets, int shortest, int longest) {
        int entries = cursor.readInt("the number of entries", 0, Integer.MAX_VALUE);
        int wordCount = cursor.readInt("the number of words", 0, entries);
        cursor.readInt("the number of labels");
        cursor.readLong("the number of tokens");
        long prunedCount = cursor.readLong("the number of pruned subwords");
        int expected = (int) Math.min(wordCount, file.byteSize() / 10);
        WordTableBuilder words = WordTableBuilder.inside(file, expected);
        int[] rows = new int[expected];
        long[] counts = new long[expected];
        for (int entry = 0; entry < entries; entry++) {
            long start = cursor.skipString("entry " + (entry + 1) + " of " + entries);
            int length = (int) (cursor.position() - 1 - start);
            long count = cursor.readLong("a count");
            int type = cursor.readByte("a type");
            if (type != WORD || entry >= wordCount) {
                continue;
            }
            int word = words.size();
            if (!Utf8Bytes.wellFormed(file, start, length)) {
                faults.add(RowFaults.Kind.NOT_UTF8, entry + 1, bytes(start, length));
            }
            if (words.add(file, start, length)) {
                rows[word] = entry;
                counts[word] = count;
            } else {
                faults.add(RowFaults.Kind.AGAIN, entry + 1, bytes(start, length));
            }
        }
        if (words.size() == 0) {
            throw cursor.refused("expected at least one word, got none");
        }
        Map<Integer, Integer> pruned = readPruned(prunedCount);
        boolean quantized = cursor.readBoolean("quantised or not");
        // pruned rows lie below their count: of a bucket named twice only one is used, but that may be the last
        long leastRows = wordCount + (pruned == null ? buckets : prunedCount);
        SubwordRows matrix = quantized ? readQuantized(dimension, leastRows) : readPlain(dimension, leastRows);
        Subwords subwords = new Subwords(matrix, wordCount, buckets, shortest, longest, pruned);
        int size = words.size();
        return new Parsed(
                words.build(),
                java.util.Arrays.copyOf(rows, size),
                java.util.Arrays.copyOf(counts, size),
                subwords,
                quantized,
                faults.notes());
    }

    private byte[] bytes(long start, int length) {
        return file.asSlice(start, length).toArray(ValueLayout.JAVA_BYTE);
    }

    private Map<Integer, Integer> readPruned(long count) {
        if (count < 0) {
            return null;
        }
        long at = cursor.skip(count, 2 * Integer.BYTES, "pruned subwords");
        Map<Integer, Integer> pruned = new HashMap<>();
        for (long i = 0; i < count; i++) {
            int row = file.get(WordTable.INTS, at + 8 * i + 4);
            if (row < 0 || row >= count) {
                throw cursor.refused("expected rows below " + count + " for pruned subwords, got " + row);
            }
            pruned.put(file.get(WordTable.INTS, at + 8 * i), row);
        }
        return pruned;
    }

    private SubwordRows readPlain(int dimension, long leastRows) {
        long rows = cursor.readLong("the rows of the matrix");
        long columns = cursor.readLong("the columns of the matrix");
        if (columns != dimension) {
            throw cursor.refused("expected a matrix of " + dimension + " columns, got " + columns);
        }
        checkRows(rows, leastRows);
        long first = cursor.skip(rows, Math.multiplyExact(dimension, Float.BYTES), "the matrix");
        return new SubwordRows.Plain(file, first, dimension);
    }

    private void checkRows(long rows, long least) {
        if (rows < least) {
            throw cursor.refused("expected a matrix of " + least + " rows for words and subwords, got " + rows);
        }
    }

    private SubwordRows readQuantized(int dimension, long leastRows) {
        boolean scaled = cursor.readBoolean("norms apart or not");
        long rows = cursor.readLong("the rows of the matrix");
        long columns = cursor.readLong("the columns of the matrix");
        int codeBytes = cursor.readInt("the number of codes", 0, Integer.MAX_VALUE);
        byte[] codes = bytes(cursor.skip(codeBytes, 1, "codes"), codeBytes);
        Centroids parts = readCentroids();
        boolean fits = columns == dimension
                && rows >= 0
                && rows * parts.subvectors() == codeBytes
                && (parts.subvectors() - 1L) * parts.length() + parts.lastLength() == dimension;
        if (!fits) {
            throw cursor.refused("expected " + rows + " rows of " + dimension + " numbers in codes, got " + codeBytes
                    + " codes in " + parts.subvectors() + " parts");
        }
        checkRows(codeBytes / parts.subvectors(), leastRows);
        float[] norms = scaled ? readNorms((int) rows) : null;
        return new Quantized(codes, parts, norms, dimension);
    }

    private float[] readNorms(int rows) {
        byte[] codes = bytes(cursor.skip(rows, 1, "norms"), rows);
        Centroids centroids = readCentroids();
        float[] norms = new float[rows];
        for (int row = 0; row < rows; row++) {
            norms[row] = centroids.values()[centroids.start(0, codes[row] & 0xff)];
        }
        return norms;
    }

    private Centroids readCentroids() {
        int dimension = cursor.readInt("the quantiser's dimension", 1, TextVectors.LARGEST_DIMENSION);
        int parts = cursor.readInt("the quantiser's parts", 1, dimension);
        int length = cursor.readInt("the length of a part", 1, dimension);
        int lastLength = cursor.readInt("the length of the last part", 1, length);
        if ((parts - 1L) * length + lastLength != dimension) {
            throw cursor.refused(
                    "expected parts that make up " + dimension + " numbers, got " + parts + " of " + length);
        }
        int count = dimension * Centroids.COUNT;
        float[] values = new float[count];
        long at = cursor.skip(count, Float.BYTES, "centroids");
        MemorySegment.copy(file, VectorRows.FLOATS, at, values, 0, count);
        return new Centroids(values, parts, length, lastLength);
    }
}
