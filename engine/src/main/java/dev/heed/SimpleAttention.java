package dev.heed;

import dev.heed.attention.Attention;
import dev.heed.attention.AttentionMap;
import dev.heed.attention.AttentionTrace;
import dev.heed.attention.Sequences;
import dev.heed.model.TransformerEncoder;
import dev.heed.tensor.Matrix;
import dev.heed.tensor.Vectors;
import java.util.List;
import java.util.Objects;

/**
 * Self-attention as first explained: scores are plain dot products of the words' static vectors, weights their softmax
 * over all words of the text, new vectors the weighted sums of the static ones. Nothing is learned but the static vectors.
 *
 * <p>The same operator as in the model, with the vectors as queries, keys and values and scale 1. Immutable, thread-safe.
 */
public final class SimpleAttention {
    private final TokenizedText tokenized;
    private final List<Word> words;
    private final Matrix vectors; // (words, dimension)
    private final Attention operator;
    private final Sequences sequences;

    private SimpleAttention(TokenizedText tokenized, List<Word> words, Matrix vectors) {
        this.tokenized = tokenized;
        this.words = words;
        this.vectors = vectors;
        this.operator = Attention.heads(1, vectors.columns()).scale(1);
        this.sequences = Sequences.of(words.size());
    }

    static SimpleAttention of(TokenizedText tokenized, TransformerEncoder encoder) {
        List<Word> words = tokenized.words().stream()
                .filter(word -> word.kind() == Word.Kind.WORD)
                .toList();
        if (words.isEmpty()) {
            throw new IllegalArgumentException("text: expected at least one word, got none");
        }
        float[][] vectors = words.stream()
                .map(word -> staticVector(tokenized, word, encoder))
                .toArray(float[][]::new);
        return new SimpleAttention(tokenized, words, Matrix.copyOf(vectors));
    }

    private static float[] staticVector(TokenizedText tokenized, Word word, TransformerEncoder encoder) {
        float[][] rows = word.tokens().stream()
                .map(token ->
                        encoder.wordEmbedding(tokenized.tokens().get(token).id()))
                .toArray(float[][]::new);
        return Vectors.mean(
                Matrix.copyOf(rows),
                java.util.stream.IntStream.range(0, rows.length).toArray());
    }

    /** The text with all its tokens, none of them special. */
    public TokenizedText tokenized() {
        return tokenized;
    }

    /** The words that attend to each other, in text order. */
    public List<Word> words() {
        return words;
    }

    /** The words' static vectors; (words, dimension). */
    public Matrix staticVectors() {
        return vectors;
    }

    /** The words' new vectors: weighted sums of the static ones; (words, dimension). */
    public Matrix contextualVectors() {
        return operator.apply(vectors, vectors, vectors, sequences);
    }

    /** Scores and weights; (words, words) each. */
    public AttentionMap map() {
        return operator.map(vectors, vectors, sequences, 0, 0);
    }

    /**
     * Scores and weights of the words {@code from} to {@code to}, exclusive, over all words; (to − from, words) each. The
     * same bits as in {@link #map()}, for a part of its cost.
     */
    public AttentionMap map(int from, int to) {
        Objects.checkFromToIndex(from, to, words.size());
        return operator.map(
                vectors.rows(from, to),
                vectors,
                Sequences.across(new int[] {to - from}, new int[] {words.size()}),
                0,
                0);
    }

    /** Every step for one word, counted from 0. */
    public AttentionTrace trace(int word) {
        return operator.trace(vectors, vectors, vectors, sequences, 0, 0, word);
    }
}
