package dev.heed;

import dev.heed.attention.Sequences;
import dev.heed.model.BlockStates;
import dev.heed.model.Transformer;
import dev.heed.parallel.Workers;
import dev.heed.tensor.Matrix;
import java.util.List;
import java.util.Objects;

/**
 * The attention of every layer and head on one text. Holds the text's vectors of all layers; a layer's weights are
 * computed when they are asked for, by the code that the encoder itself runs, so they are the numbers that were used.
 *
 * <p>Immutable, thread-safe; usable until its encoder is closed.
 */
public final class TextAttention {
    private final TokenizedText tokenized;
    private final Transformer encoder;
    private final WordTable table;
    private final List<Matrix> hidden; // layers 0 … L, each (tokens, hiddenSize)
    private final Workers workers;

    TextAttention(TokenizedText tokenized, WordTable table, List<Matrix> hidden, Workers workers) {
        this.tokenized = tokenized;
        this.encoder = table.encoder();
        this.table = table;
        this.hidden = List.copyOf(hidden);
        this.workers = workers;
    }

    /** The text with its tokens and words. */
    public TokenizedText tokenized() {
        return tokenized;
    }

    /** How many layers there are: L. */
    public int layers() {
        return hidden.size() - 1;
    }

    /** The tokens' vectors at a layer, 0 … L; (tokens, hiddenSize). */
    public Matrix tokenVectors(int layer) {
        if (layer < 0 || layer >= hidden.size()) {
            throw new IllegalArgumentException("layer: expected 0 to " + (hidden.size() - 1) + ", got " + layer);
        }
        return hidden.get(layer);
    }

    /** The tokens' rows in the word table: static vectors; (tokens, hiddenSize). */
    public Matrix staticVectors() {
        return table.rows(tokenized);
    }

    /**
     * The attention inside block {@code layer}.
     *
     * @param layer 1 … L
     * @throws IllegalArgumentException if the model has no such layer
     */
    public LayerAttention layer(int layer) {
        checkBlock(layer);
        var inputs = NamedFault.in(
                table.model(), tokenized, () -> encoder.attentionInputs(layer, hidden.get(layer - 1), workers));
        return new LayerAttention(layer, tokenized, inputs, Sequences.of(tokenized.tokenCount()), table.model());
    }

    /**
     * What happens to one token's vector inside block {@code layer}, attention and what follows it.
     *
     * @param layer 1 … L
     * @param token position among the tokens
     * @throws IllegalArgumentException if the model has no such layer
     * @throws IndexOutOfBoundsException if there is no such token
     */
    public BlockSteps block(int layer, int token) {
        checkBlock(layer);
        Objects.checkIndex(token, tokenized.tokenCount());
        BlockStates states = NamedFault.in(
                table.model(), tokenized, () -> encoder.blockStates(layer, hidden.get(layer - 1), workers));
        return new BlockSteps(
                hidden.get(layer - 1).row(token),
                states.attended().row(token),
                states.between().row(token),
                states.fed().row(token),
                states.output().row(token));
    }

    /**
     * Attention rollout (Abnar and Zuidema, 2020): the weights of the layers 1 to {@code layer}, mean over heads, multiplied
     * through, each with half of the weight on the token itself for the residual connection.
     *
     * <p>It says along which paths of attention a token of the input can reach one of this layer. It does not say how much
     * of it arrives: values, projections and feed-forward networks are left out, and the half is a convention.
     *
     * @param layer 1 … L
     * @return (tokens, tokens): rows are tokens of this layer, columns those of the input; each row sums to 1
     * @throws IllegalArgumentException if the model has no such layer
     */
    public Matrix rollout(int layer) {
        checkBlock(layer);
        int n = tokenized.tokenCount();
        double[] rolled = new double[n * n];
        for (int i = 0; i < n; i++) {
            rolled[i * n + i] = 1;
        }
        for (int l = 1; l <= layer; l++) {
            rolled = rolled(layer(l).meanWeights(), rolled);
        }
        Matrix result = Matrix.zeros(n, n);
        for (int i = 0; i < rolled.length; i++) {
            result.data()[i] = (float) rolled[i];
        }
        return result;
    }

    private static double[] rolled(Matrix weights, double[] below) {
        int n = weights.rows();
        double[] above = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < n; k++) {
                double part = 0.5 * weights.at(i, k) + (i == k ? 0.5 : 0);
                for (int j = 0; j < n; j++) {
                    above[i * n + j] += part * below[k * n + j];
                }
            }
        }
        return above;
    }

    /** The last block's attention. */
    public LayerAttention last() {
        return layer(hidden.size() - 1);
    }

    private void checkBlock(int layer) {
        if (layer < 1 || layer > layers()) {
            throw new IllegalArgumentException("layer: expected 1 to " + layers() + ", got " + layer);
        }
    }

    @Override
    public String toString() {
        return "TextAttention[" + layers() + " layers, " + tokenized.tokens().size() + " tokens]";
    }
}
