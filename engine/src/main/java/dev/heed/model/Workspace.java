package dev.heed.model;

import dev.heed.tensor.Matrix;

/**
 * What the blocks write between their steps, one after the other: what the next overwrites need not be made, and zeroed, anew.
 *
 * @param projections query, key and value, side by side: (tokens, 3 · hiddenSize)
 * @param heads their results, side by side: (tokens, hiddenSize)
 * @param sublayer a sublayer's result: (tokens, hiddenSize)
 * @param between what the second sublayer reads: (tokens, hiddenSize)
 * @param inner of the feed-forward network: (tokens, intermediateSize)
 * @param even what layers 0, 2, … leave, where nobody keeps it: (tokens, hiddenSize)
 * @param odd the same of layers 1, 3, …
 */
record Workspace(
        Matrix projections, Matrix heads, Matrix sublayer, Matrix between, Matrix inner, Matrix even, Matrix odd) {
    static Workspace of(int tokens, int hiddenSize, int intermediateSize) {
        return new Workspace(
                Matrix.zeros(tokens, 3 * hiddenSize),
                Matrix.zeros(tokens, hiddenSize),
                Matrix.zeros(tokens, hiddenSize),
                Matrix.zeros(tokens, hiddenSize),
                Matrix.zeros(tokens, intermediateSize),
                Matrix.zeros(tokens, hiddenSize),
                Matrix.zeros(tokens, hiddenSize));
    }

    int tokens() {
        return inner.rows();
    }

    /** Where a layer that is not kept is written: not where the one before it stands. */
    Matrix hidden(int layer) {
        return layer % 2 == 0 ? even : odd;
    }

    /** The first {@code tokens} rows of each. */
    Workspace first(int tokens) {
        return new Workspace(
                projections.rows(0, tokens),
                heads.rows(0, tokens),
                sublayer.rows(0, tokens),
                between.rows(0, tokens),
                inner.rows(0, tokens),
                even.rows(0, tokens),
                odd.rows(0, tokens));
    }
}
