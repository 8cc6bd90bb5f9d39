package dev.heed.vectors;

import dev.heed.format.InvalidFileException;
import dev.heed.parallel.Workers;
import dev.heed.search.VectorRows;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads word2vec's and GloVe's text: blocks of whole lines, parsed side by side, put together in their order.
 *
 * <p>Refused: a header that promises other rows than there are, a row of another length, anything that is no number.
 * Kept with a note: a word that is there already (the first row counts), a row with NaN or infinity (left out).
 */
final class TextVectors {
    private static final int BLOCK = 1 << 20;
    private static final int LONGEST_LINE = 1 << 28;
    static final int LARGEST_DIMENSION = 1 << 17;

    private final String where;
    private final int dimension;
    private final RowFaults faults;
    private final WordTableBuilder words = WordTableBuilder.copying(1024);
    private float[] rows = {};
    private long line; // number of the last line that was taken
    private long found; // rows, left-out ones included
    private boolean blank;

    private TextVectors(String where, int dimension, long firstLine) {
        this.where = where;
        this.dimension = dimension;
        this.faults = new RowFaults(where, "line");
        this.line = firstLine - 1;
    }

    /**
     * Reads all of a text file.
     *
     * @param head what the stream begins with, a few ten thousand bytes
     */
    static Parsed read(InputStream in, byte[] head, String where, Workers workers) throws IOException {
        TextHeader header = TextHeader.of(head);
        int mark = TextHeader.mark(head);
        long dimension = header == null ? TextDimension.of(head) : header.dimension();
        if (header == null && dimension < 2) {
            throw new InvalidFileException(where + ": expected word vectors, got "
                    + (dimension == 0
                            ? "text whose first lines do not end in numbers"
                            : "lines of a word and one number")
                    + "; is it a list of words, or a corpus?");
        }
        checkHeader(header, where);
        if (dimension > LARGEST_DIMENSION) {
            throw new InvalidFileException(
                    where + ": expected at most " + LARGEST_DIMENSION + " numbers a word, got " + dimension);
        }
        in.skipNBytes(header == null ? mark : header.end());
        TextVectors reader = new TextVectors(where, (int) dimension, header == null ? 1 : 2);
        reader.readBlocks(in, workers);
        reader.checkCount(header);
        return reader.parsed();
    }

    private static void checkHeader(TextHeader header, String where) {
        if (header != null && (header.words() < 1 || header.dimension() < 1 || header.words() > Integer.MAX_VALUE)) {
            throw new InvalidFileException(where + ": expected a header of words and dimension, got " + header.words()
                    + " words of " + header.dimension() + " numbers");
        }
    }

    /** What was read: words, rows without gaps, and notes. */
    record Parsed(WordTable words, float[] rows, int dimension, List<String> notes) {
        VectorRows.Even even() {
            return new VectorRows.Even(
                    MemorySegment.ofArray(rows).asReadOnly(), 0, (long) Float.BYTES * dimension, dimension);
        }
    }

    private Parsed parsed() {
        if (words.size() == 0) {
            throw new InvalidFileException(where + ": expected at least one word with finite numbers, got none");
        }
        return new Parsed(words.build(), Arrays.copyOf(rows, words.size() * dimension), dimension, faults.notes());
    }

    private void readBlocks(InputStream in, Workers workers) throws IOException {
        LineBlocks blocks = new LineBlocks(in, BLOCK, LONGEST_LINE, where);
        int most = 2 * workers.threads();
        while (true) {
            List<LineBlocks.Block> read = new ArrayList<>();
            for (LineBlocks.Block block = blocks.next(); block != null; block = blocks.next()) {
                read.add(block);
                if (read.size() == most) {
                    break;
                }
            }
            if (read.isEmpty()) {
                return;
            }
            TextBlock[] parsed = new TextBlock[read.size()];
            workers.run(
                    parsed.length,
                    i -> parsed[i] =
                            TextBlock.parse(read.get(i).bytes(), read.get(i).length(), dimension));
            for (TextBlock block : parsed) {
                append(block);
            }
        }
    }

    private void append(TextBlock block) {
        if (blank && (block.count() > 0 || block.failure() != null)) {
            throw new InvalidFileException(where + ": line " + (line + 1) + ": expected a word, got a blank line");
        }
        MemorySegment bytes = MemorySegment.ofArray(block.bytes());
        for (int i = 0; i < block.count(); i++) {
            line++;
            found++;
            add(block, i, bytes);
        }
        if (block.failure() != null) {
            throw new InvalidFileException(where + ": line " + (line + 1) + ": " + block.failure()
                    + "; is the file cut, or are two files mixed up?");
        }
        blank |= block.endsBlank();
    }

    private void add(TextBlock block, int i, MemorySegment bytes) {
        int start = block.wordStart(i);
        int length = block.wordLength(i);
        if (length > WordTable.LONGEST) {
            throw new InvalidFileException(where + ": line " + line + ": expected a word of at most "
                    + WordTable.LONGEST + " bytes, got " + length);
        }
        if (!block.isFinite(i)) {
            faults.add(RowFaults.Kind.NOT_FINITE, line, word(block, i));
            return;
        }
        if (!Utf8Bytes.wellFormed(bytes, start, length)) {
            faults.add(RowFaults.Kind.NOT_UTF8, line, word(block, i));
        }
        int row = words.size();
        if (!words.add(bytes, start, length)) {
            faults.add(RowFaults.Kind.AGAIN, line, word(block, i));
            return;
        }
        long needed = (row + 1L) * dimension;
        if (needed > Integer.MAX_VALUE - 16) {
            throw new InvalidFileException(where + ": expected at most " + (Integer.MAX_VALUE - 16)
                    + " numbers, got more; convert it to word2vec binary");
        }
        if (needed > rows.length) {
            rows = Arrays.copyOf(rows, (int) Math.min(Integer.MAX_VALUE - 16, Math.max(needed, rows.length * 3L / 2)));
        }
        System.arraycopy(block.rows(), i * dimension, rows, row * dimension, dimension);
    }

    private static byte[] word(TextBlock block, int i) {
        int start = block.wordStart(i);
        return Arrays.copyOfRange(block.bytes(), start, start + block.wordLength(i));
    }

    private void checkCount(TextHeader header) {
        if (header != null && header.words() != found) {
            throw new InvalidFileException(where + ": expected " + header.words()
                    + " words, as its header promises, found " + found + " (to line " + line + "); "
                    + (found < header.words() ? "the file is cut or its header wrong" : "its header is wrong"));
        }
    }
}
