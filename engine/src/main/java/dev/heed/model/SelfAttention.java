package dev.heed.model;

import dev.heed.attention.Attention;
import dev.heed.attention.Sequences;
import dev.heed.kernel.Activation;
import dev.heed.kernel.PreparedLinear;
import dev.heed.parallel.Workers;
import dev.heed.tensor.Matrix;

/**
 * Multi-head self-attention (Vaswani et al., 2017, section 3.2.2): three projections, the operator, an output projection.
 *
 * @param projections to query, key and value, side by side: (hiddenSize, 3 · hiddenSize)
 * @param output (hiddenSize, hiddenSize)
 * @param operator heads, scale and mask
 */
record SelfAttention(PreparedLinear projections, PreparedLinear output, Attention operator) {
    /** What the tokens ask for, answer to, and give; each (tokens, hiddenSize). */
    record Projections(Matrix query, Matrix key, Matrix value) {}

    /**
     * The attended vectors after the output projection; (tokens, hiddenSize).
     *
     * @param all (tokens, 3 · hiddenSize), overwritten with the projections
     * @param attended (tokens, hiddenSize), overwritten with the heads' results, side by side
     * @param y (tokens, hiddenSize), overwritten and returned
     */
    Matrix forward(Matrix x, Sequences sequences, Matrix all, Matrix attended, Matrix y, Workers workers) {
        Projections projected = project(x, all, workers);
        operator.apply(projected.query(), projected.key(), projected.value(), sequences, attended, workers);
        return projectOutput(attended, y, workers);
    }

    /** The output projection of heads' results side by side; (rows, hiddenSize), in y. */
    Matrix projectOutput(Matrix attended, Matrix y, Workers workers) {
        return Rows.apply(output, attended, Activation.IDENTITY, y, workers);
    }

    /** The projections that {@link #forward} attends with, bit for bit: views of {@code all}. */
    Projections project(Matrix x, Matrix all, Workers workers) {
        Rows.apply(projections, x, Activation.IDENTITY, all, workers);
        int hidden = projections.outputs() / 3;
        return new Projections(
                all.columns(0, hidden), all.columns(hidden, 2 * hidden), all.columns(2 * hidden, 3 * hidden));
    }
}
