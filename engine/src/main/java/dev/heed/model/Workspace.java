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
 */
record Workspace(Matrix projections, Matrix heads, Matrix sublayer, Matrix between, Matrix inner) {
    static Workspace of(int tokens, int hiddenSize, int intermediateSize) {
        return new Workspace(
                Matrix.zeros(tokens, 3 * hiddenSize),
                Matrix.zeros(tokens, hiddenSize),
                Matrix.zeros(tokens, hiddenSize),
                Matrix.zeros(tokens, hiddenSize),
                Matrix.zeros(tokens, intermediateSize));
    }
}
