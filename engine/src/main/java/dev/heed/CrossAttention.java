package dev.heed;

import dev.heed.tensor.Matrix;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Where each token of a translation looked in its source: the decoder's cross-attention weights on the path that was
 * chosen, with the bits that were used. Layers and heads count from 1, tokens from 0; each row sums to 1.
 *
 * <p>A target token's row is that of the step that wrote it. Memory is layers · heads · target tokens · source tokens · 4
 * bytes, at most {@value #MOST_BYTES}. Immutable, thread-safe.
 */
public final class CrossAttention {
    /** More is refused. */
    public static final long MOST_BYTES = 1L << 29;

    private final List<List<Matrix>> weights; // by layer and head: (target tokens, source tokens)

    CrossAttention(List<List<Matrix>> weights) {
        this.weights = weights.stream().map(List::copyOf).toList();
    }

    /** Bytes that one takes. */
    static long bytes(int layers, int heads, int targetTokens, int sourceTokens) {
        return (long) Float.BYTES * layers * heads * targetTokens * sourceTokens;
    }

    /** Layers of the decoder. */
    public int layers() {
        return weights.size();
    }

    /** Heads of each layer. */
    public int heads() {
        return weights.getFirst().size();
    }

    /** As many as {@link SentenceTranslation#targetTokens}. */
    public int targetTokens() {
        return matrix(1, 1).rows();
    }

    /** As many as {@link SentenceTranslation#sourceTokens}. */
    public int sourceTokens() {
        return matrix(1, 1).columns();
    }

    /**
     * How much of a head's attention a source token had when a target token was written.
     *
     * @throws IndexOutOfBoundsException if there is no such layer, head or token
     */
    public float weight(int layer, int head, int target, int source) {
        Objects.checkIndex(target, targetTokens());
        Objects.checkIndex(source, sourceTokens());
        return matrix(layer, head).at(target, source);
    }

    /** A target token's weights on all source tokens, the caller's own. */
    public float[] row(int layer, int head, int target) {
        return matrix(layer, head).row(Objects.checkIndex(target, targetTokens()));
    }

    /** All weights of a head; (target tokens, source tokens), the caller's own. */
    public float[][] weights(int layer, int head) {
        return Arrays.copyOf(matrix(layer, head).toArrays(), targetTokens());
    }

    private Matrix matrix(int layer, int head) {
        Objects.checkIndex(layer - 1, weights.size());
        Objects.checkIndex(head - 1, weights.getFirst().size());
        return weights.get(layer - 1).get(head - 1);
    }

    @Override
    public String toString() {
        return "CrossAttention[" + layers() + " layers, " + heads() + " heads, " + targetTokens() + " × "
                + sourceTokens() + " tokens]";
    }
}
