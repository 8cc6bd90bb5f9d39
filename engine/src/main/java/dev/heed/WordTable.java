package dev.heed;

import dev.heed.format.Quoted;
import dev.heed.model.NotFiniteException;
import dev.heed.model.Transformer;
import dev.heed.tensor.Matrix;
import dev.heed.tensor.Vectors;
import java.util.stream.IntStream;

/**
 * The static vectors of a text's tokens and words, from the model's word table; none that is not finite is handed out.
 * Thread-safe as long as the encoder is open.
 *
 * @param model the model's name
 */
record WordTable(String model, Transformer encoder) {
    /** The tokens' rows; (tokens, hiddenSize). */
    Matrix rows(TokenizedText text) {
        return Matrix.copyOf(IntStream.range(0, text.tokenCount())
                .mapToObj(i -> row(text, i))
                .toArray(float[][]::new));
    }

    /** The mean of the rows of a word's tokens; (hiddenSize). */
    float[] mean(TokenizedText text, Word word) {
        return Vectors.mean(
                Matrix.copyOf(
                        word.tokens().stream().map(token -> row(text, token)).toArray(float[][]::new)),
                IntStream.range(0, word.tokens().size()).toArray());
    }

    /** The row of an entry of the vocabulary. */
    float[] row(int id, String piece) {
        try {
            return encoder.wordEmbedding(id);
        } catch (NotFiniteException e) {
            throw e.at(model, "its piece " + Quoted.of(piece));
        }
    }

    private float[] row(TokenizedText text, int token) {
        try {
            return encoder.wordEmbedding(text.tokens().get(token).id());
        } catch (NotFiniteException e) {
            throw NamedFault.of(model, text, token, e);
        }
    }
}
