package dev.heed.vectors;

import dev.heed.search.FoundWord;
import dev.heed.search.StaticVectors;
import dev.heed.search.VectorRows;
import dev.heed.tensor.Matrix;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.AbstractList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.RandomAccess;

/**
 * Words with a static vector each: a word has one, in whatever sentence it stands (Mikolov et al., 2013).
 *
 * <p>Row <i>n</i> is the <i>n</i>-th word of the file, counted from 0; each word has one row. Immutable and thread-safe.
 * Words are kept as UTF-8 bytes and rows where they lie, so that a file of millions is opened without reading it.
 *
 * <pre>{@code
 * try (WordVectors vectors = WordVectors.of(List.of("king", "queen"), Matrix.copyOf(rows))) {
 *     float[] king = vectors.vector("king").orElseThrow();
 * }
 * }</pre>
 */
public final class WordVectors implements StaticVectors, AutoCloseable {
    /** The most bytes of a word in UTF-8. */
    public static final int LONGEST_WORD = WordTable.LONGEST;

    private final WordTable words;
    private final VectorRows rows;
    private final long[] counts; // null: not known
    private final UnseenWords unseen; // null: a word without a row has no vector
    private final VectorSource source; // null: made in memory
    private final Arena arena; // null: nothing is mapped

    WordVectors(WordTable words, VectorRows rows, long[] counts, UnseenWords unseen, VectorSource source, Arena arena) {
        this.words = words;
        this.rows = rows;
        this.counts = counts;
        this.unseen = unseen;
        this.source = source;
        this.arena = arena;
    }

    /**
     * Vectors in memory.
     *
     * @param words in the order of the rows, each once
     * @param rows (words, dimension), any stride; kept, not copied: its owner must not write to it any more
     * @throws IllegalArgumentException if there is a word twice, or not a row a word
     */
    public static WordVectors of(List<String> words, Matrix rows) {
        return of(words, rows, null);
    }

    /**
     * Vectors in memory, with how often each word occurred in the text that they were trained on.
     *
     * @param counts a word's occurrences by row, copied; null if not known
     * @throws IllegalArgumentException if there is a word twice, or not a row and a count a word
     */
    public static WordVectors of(List<String> words, Matrix rows, long[] counts) {
        if (words.size() != rows.rows() || counts != null && counts.length != rows.rows()) {
            throw new IllegalArgumentException(
                    "word vectors: expected a row and a count for each of " + words.size() + " words, got "
                            + rows.rows() + " rows" + (counts == null ? "" : ", " + counts.length + " counts"));
        }
        WordTableBuilder table = WordTableBuilder.copying(words.size());
        for (String word : words) {
            byte[] utf8 = word.getBytes(StandardCharsets.UTF_8);
            if (!new String(utf8, StandardCharsets.UTF_8).equals(word)) {
                throw new IllegalArgumentException(
                        "word: expected Unicode text, got half a surrogate pair in row " + table.size());
            }
            if (!table.add(utf8)) {
                throw new IllegalArgumentException(
                        "word: expected each once, got " + word + " again in row " + table.size());
            }
        }
        VectorRows even = new VectorRows.Even(
                MemorySegment.ofArray(rows.data()).asReadOnly(),
                (long) Float.BYTES * rows.offset(),
                (long) Float.BYTES * rows.stride(),
                rows.columns());
        return new WordVectors(table.build(), even, counts == null ? null : counts.clone(), null, null, null);
    }

    /** The same vectors, with others made for words that have no row. Closes together with this one. */
    public WordVectors withUnseen(UnseenWords maker) {
        return new WordVectors(words, rows, counts, Objects.requireNonNull(maker), source, arena);
    }

    /** Number of words. */
    @Override
    public int size() {
        return words.size();
    }

    /** Numbers of a vector. */
    @Override
    public int dimension() {
        return rows.dimension();
    }

    /** The word of a row. Bytes of a file that are not UTF-8 show as U+FFFD. */
    public String word(int row) {
        return words.word(Objects.checkIndex(row, size()));
    }

    /** All words, in the order of the rows; a view that makes each string when it is asked for. */
    public List<String> words() {
        return new Words(words);
    }

    /** The row of a word, exactly as it is written. */
    public OptionalInt row(String word) {
        int row = words.row(word);
        return row < 0 ? OptionalInt.empty() : OptionalInt.of(row);
    }

    /** The one-hot vector of a row's word. */
    public OneHot oneHot(int row) {
        return new OneHot(row, size());
    }

    /** A row's vector, copied; (dimension). */
    public float[] vector(int row) {
        Objects.checkIndex(row, size());
        float[] vector = new float[dimension()];
        rows.copy(row, vector, 0);
        return vector;
    }

    /**
     * A word's vector, copied; (dimension). A word without a row gets one of its subwords where the file has them, as in
     * fastText's models; otherwise it has none.
     */
    public Optional<float[]> vector(String word) {
        int row = words.row(word);
        if (row >= 0) {
            return Optional.of(vector(row));
        }
        return unseen == null ? Optional.empty() : unseen.vector(word);
    }

    /**
     * A word as it stands in a text: its row as written, else in lower case, else its subwords; empty if it has none of
     * these.
     */
    @Override
    public Optional<FoundWord> lookUp(String word) {
        String lower = word.toLowerCase(Locale.ROOT);
        for (String entry : List.of(word, lower)) {
            int row = words.row(entry);
            if (row >= 0) {
                return Optional.of(new FoundWord(entry, OptionalInt.of(row), vector(row)));
            }
        }
        return vector(word).map(composed -> new FoundWord(word, OptionalInt.empty(), composed));
    }

    @Override
    public List<String> nearestSpellings(String word, int count) {
        return Spelling.nearest(word, this, count);
    }

    /** Whether words without a row may have a vector nevertheless. */
    public boolean composesUnseen() {
        return unseen != null;
    }

    /** Where they were read from; null for vectors made in memory. */
    public VectorSource source() {
        return source;
    }

    /** Copies a row's vector to {@code target[at …]}. */
    public void copyVector(int row, float[] target, int at) {
        rows.copy(Objects.checkIndex(row, size()), target, at);
    }

    /** How often a row's word occurred in the training text, if that is known. */
    public OptionalLong count(int row) {
        Objects.checkIndex(row, size());
        return counts == null ? OptionalLong.empty() : OptionalLong.of(counts[row]);
    }

    WordTable table() {
        return words;
    }

    VectorRows rows() {
        return rows;
    }

    long[] counts() {
        return counts;
    }

    UnseenWords unseen() {
        return unseen;
    }

    /** Releases mapped files; vectors in memory stay usable. A second call does nothing. */
    @Override
    public void close() {
        if (arena != null && arena.scope().isAlive()) {
            arena.close();
        }
    }

    private static final class Words extends AbstractList<String> implements RandomAccess {
        private final WordTable table;

        Words(WordTable table) {
            this.table = table;
        }

        @Override
        public String get(int row) {
            return table.word(Objects.checkIndex(row, table.size()));
        }

        @Override
        public int size() {
            return table.size();
        }
    }

    @Override
    public String toString() {
        return "WordVectors[" + size() + " words, " + dimension() + " numbers]";
    }
}
