package dev.heed;

import dev.heed.model.folder.LoadedModel;
import dev.heed.parallel.Workers;
import dev.heed.search.Questions;
import dev.heed.search.Ranking;
import dev.heed.search.RowScan;
import dev.heed.search.TopRows;
import dev.heed.search.VectorRows;
import dev.heed.tensor.Matrix;
import dev.heed.tensor.Vectors;
import dev.heed.tokenizer.Tokenizer;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A model's static vectors: the rows of its word table that belong to whole words, copied once. Immutable, thread-safe;
 * {@link #composed} as long as the encoder is open.
 */
public final class StaticTable {
    private static final String CONTINUATION = "##";
    private static final int QUESTIONS_A_PASS = 256;

    private final LoadedModel model;
    private final TextReader reader;
    private final List<String> words;
    private final int[] ids; // of each word in the model's vocabulary
    private final Matrix rows; // (words, hiddenSize)
    private final RowScan scan;

    private StaticTable(
            LoadedModel model, TextReader reader, int[] ids, List<String> words, Matrix rows, Workers workers) {
        this.model = model;
        this.reader = reader;
        this.ids = ids;
        this.words = List.copyOf(words);
        this.rows = rows;
        VectorRows even = new VectorRows.Even(
                MemorySegment.ofArray(rows.data()).asReadOnly(), 0, (long) Float.BYTES * rows.stride(), rows.columns());
        this.scan = new RowScan(even, rows.rows(), workers);
    }

    static StaticTable of(LoadedModel model, TextReader reader, Workers workers) {
        Tokenizer tokenizer = model.tokenizer();
        List<String> words = new ArrayList<>();
        int[] ids = IntStream.range(0, tokenizer.vocabularySize())
                .filter(id -> tokenizer.piece(id) != null && isWord(tokenizer.piece(id)))
                .toArray();
        WordTable table = new WordTable(model.settings().name(), model.encoder());
        int width = model.settings().config().hiddenSize();
        Matrix rows = Matrix.zeros(ids.length, width);
        for (int row = 0; row < ids.length; row++) {
            words.add(tokenizer.piece(ids[row]));
            System.arraycopy(table.row(ids[row], words.get(row)), 0, rows.data(), rows.index(row), width);
        }
        return new StaticTable(model, reader, ids, words, rows, workers);
    }

    /** The words, in the order of the rows. */
    public List<String> words() {
        return words;
    }

    /** Their vectors; (words, hiddenSize). Not to be written to. */
    public Matrix rows() {
        return rows;
    }

    /**
     * The vector of a word that has no row: the mean of its tokens' rows; empty if the model knows nothing of it.
     *
     * @throws IllegalStateException if the encoder is closed
     */
    public Optional<float[]> composed(String word) {
        TokenizedText text = reader.content(word);
        int unknown = model.tokenizer().unknownId();
        if (text.tokens().isEmpty() || text.tokens().stream().anyMatch(token -> token.id() == unknown)) {
            return Optional.empty();
        }
        Matrix pieces = new WordTable(model.settings().name(), model.encoder()).rows(text);
        return Optional.of(
                Vectors.mean(pieces, IntStream.range(0, pieces.rows()).toArray()));
    }

    /** For each vector the words with the largest cosine, largest first. */
    List<List<NearWord>> nearest(List<float[]> vectors, int count) {
        List<List<NearWord>> all = new ArrayList<>();
        for (int from = 0; from < vectors.size(); from += QUESTIONS_A_PASS) {
            float[][] asked = vectors.subList(from, Math.min(vectors.size(), from + QUESTIONS_A_PASS))
                    .toArray(float[][]::new);
            Questions questions = Questions.of(Ranking.COSINE, asked, count, rows.rows(), new int[asked.length][0]);
            Arrays.stream(scan.best(questions)).map(this::words).forEach(all::add);
        }
        return all;
    }

    private List<NearWord> words(TopRows best) {
        return IntStream.range(0, best.size())
                .mapToObj(i -> new NearWord(words.get(best.row(i)), ids[best.row(i)], (float) best.score(i)))
                .toList();
    }

    /** Neither the rest of a word nor a special token, and with a letter or digit. */
    private static boolean isWord(String piece) {
        return !piece.startsWith(CONTINUATION)
                && !(piece.length() > 2 && piece.startsWith("[") && piece.endsWith("]"))
                && piece.codePoints().anyMatch(Character::isLetterOrDigit);
    }

    @Override
    public String toString() {
        return "StaticTable[" + words.size() + " words]";
    }
}
