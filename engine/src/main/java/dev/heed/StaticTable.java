package dev.heed;

import dev.heed.model.LoadedModel;
import dev.heed.parallel.Workers;
import dev.heed.tensor.Matrix;
import dev.heed.tensor.Vectors;
import dev.heed.tokenizer.Tokenizer;
import dev.heed.vectors.WordSearch;
import dev.heed.vectors.WordVectors;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A model's word table as word vectors: its whole words have rows, other words the mean of their tokens'. Immutable,
 * thread-safe.
 *
 * @param ids for each row, the number of its word in the model's vocabulary
 */
record StaticTable(WordVectors vectors, WordSearch search, int[] ids) {
    private static final String CONTINUATION = "##";

    static StaticTable of(LoadedModel model, TextReader reader, Workers workers) {
        Tokenizer tokenizer = model.tokenizer();
        List<String> words = new ArrayList<>();
        int[] all = IntStream.range(0, tokenizer.vocabularySize())
                .filter(id -> tokenizer.piece(id) != null && isWord(tokenizer.piece(id)))
                .toArray();
        int width = model.settings().config().hiddenSize();
        Matrix rows = Matrix.zeros(all.length, width);
        for (int row = 0; row < all.length; row++) {
            words.add(tokenizer.piece(all[row]));
            System.arraycopy(model.encoder().wordEmbedding(all[row]), 0, rows.data(), rows.index(row), width);
        }
        WordVectors vectors = WordVectors.of(words, rows).withUnseen(word -> composed(word, model, reader));
        return new StaticTable(vectors, WordSearch.of(vectors, workers), all);
    }

    /** For each vector the words with the largest cosine, largest first. */
    List<List<NearWord>> nearest(List<float[]> all, int count) {
        return search.nearest(all, count).stream()
                .map(near -> near.stream()
                        .map(n -> new NearWord(n.word(), ids[n.row()], (float) n.similarity()))
                        .toList())
                .toList();
    }

    /** Neither the rest of a word nor a special token, and with a letter or digit. */
    private static boolean isWord(String piece) {
        return !piece.startsWith(CONTINUATION)
                && !(piece.length() > 2 && piece.startsWith("[") && piece.endsWith("]"))
                && piece.codePoints().anyMatch(Character::isLetterOrDigit);
    }

    private static Optional<float[]> composed(String word, LoadedModel model, TextReader reader) {
        List<Token> tokens = reader.content(word).tokens();
        if (tokens.isEmpty() || tokens.stream().anyMatch(token -> token.piece().equals("[UNK]"))) {
            return Optional.empty();
        }
        float[][] rows = tokens.stream()
                .map(token -> model.encoder().wordEmbedding(token.id()))
                .toArray(float[][]::new);
        return Optional.of(Vectors.mean(
                Matrix.copyOf(rows), IntStream.range(0, rows.length).toArray()));
    }
}
