package dev.heed;

import dev.heed.model.Pooling;
import dev.heed.model.TransformerEncoder;
import dev.heed.tensor.Matrix;
import dev.heed.tensor.Vectors;
import java.util.List;
import java.util.SortedMap;

/**
 * One text after a pass through the model: its tokens and words with their vectors at the layers that were kept.
 *
 * <p>Immutable and thread-safe. Static vectors are read from the encoder's word table: ask for them before it is closed.
 */
public final class Encoding {
    private final TokenizedText tokenized;
    private final Windows windows;
    private final SortedMap<Integer, List<Matrix>> layers; // per window (tokens, hiddenSize)
    private final Pooling pooling;
    private final TransformerEncoder encoder;

    Encoding(
            TokenizedText tokenized,
            Windows windows,
            SortedMap<Integer, List<Matrix>> layers,
            Pooling pooling,
            TransformerEncoder encoder) {
        this.tokenized = tokenized;
        this.windows = windows;
        this.layers = layers;
        this.pooling = pooling;
        this.encoder = encoder;
    }

    /** The text with its tokens and words. */
    public TokenizedText tokenized() {
        return tokenized;
    }

    /** The last layer that was kept. */
    public int lastLayer() {
        return layers.lastKey();
    }

    /** The text's vector at the last layer: pooled and normalised as the model's folder says. */
    public float[] vector() {
        return vector(lastLayer());
    }

    /** The text's vector at a layer. */
    public float[] vector(int layer) {
        List<Matrix> parts = parts(layer);
        if (parts.size() == 1) {
            return pooling.pool(parts.getFirst());
        }
        float[] mean = windows.weightedMean(parts.stream().map(pooling::poolRaw).toList());
        if (pooling.normalize()) {
            Vectors.normalize(mean);
        }
        return mean;
    }

    /** The tokens' vectors at a layer, special tokens included; (tokens, hiddenSize). */
    public Matrix tokenVectors(int layer) {
        List<Matrix> parts = parts(layer);
        return parts.size() == 1 ? parts.getFirst() : windows.merge(parts);
    }

    /** The words of the text with their vectors, special tokens and symbols left out. */
    public List<WordVector> words() {
        return tokenized.words().stream()
                .filter(word -> word.kind() == Word.Kind.WORD)
                .map(word -> new WordVector(this, word))
                .toList();
    }

    /** A word's vector at a layer: the mean of its tokens' vectors; (hiddenSize). */
    public float[] wordVector(Word word, int layer) {
        return Vectors.mean(tokenVectors(layer), word.tokenRows());
    }

    /** A word's static vector: the mean of its tokens' rows in the word table; (hiddenSize). */
    public float[] staticVector(Word word) {
        return Vectors.mean(staticVectors(), word.tokenRows());
    }

    /** The tokens' rows in the word table; (tokens, hiddenSize). */
    public Matrix staticVectors() {
        float[][] rows = tokenized.tokens().stream()
                .map(token -> encoder.wordEmbedding(token.id()))
                .toArray(float[][]::new);
        return Matrix.copyOf(rows);
    }

    private List<Matrix> parts(int layer) {
        List<Matrix> parts = layers.get(layer);
        if (parts == null) {
            throw new IllegalArgumentException("layer: expected one of " + layers.keySet() + ", got " + layer);
        }
        return parts;
    }
}
