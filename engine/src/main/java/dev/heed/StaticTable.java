package dev.heed;

import dev.heed.model.LoadedModel;
import dev.heed.tensor.Matrix;
import dev.heed.tensor.Vectors;
import dev.heed.tokenizer.Tokenizer;
import dev.heed.vectors.WordVectors;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** A model's word table as word vectors: its whole words have rows, other words the mean of their tokens'. */
final class StaticTable {
    private static final String CONTINUATION = "##";

    private StaticTable() {}

    static WordVectors of(LoadedModel model, TextReader reader) {
        Tokenizer tokenizer = model.tokenizer();
        List<String> words = new ArrayList<>();
        List<Integer> ids = new ArrayList<>();
        for (int id = 0; id < tokenizer.vocabularySize(); id++) {
            String piece = tokenizer.piece(id);
            if (piece != null && isWord(piece)) {
                words.add(piece);
                ids.add(id);
            }
        }
        int width = model.settings().config().hiddenSize();
        Matrix rows = Matrix.zeros(words.size(), width);
        for (int row = 0; row < ids.size(); row++) {
            System.arraycopy(model.encoder().wordEmbedding(ids.get(row)), 0, rows.data(), rows.index(row), width);
        }
        return WordVectors.of(words, rows).withUnseen(word -> composed(word, model, reader));
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
