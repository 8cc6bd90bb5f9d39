package dev.heed.model;

import dev.heed.kernel.Activation;
import dev.heed.kernel.PreparedLinear;
import dev.heed.parallel.Workers;
import dev.heed.tensor.Matrix;

/**
 * The position-wise feed-forward network (Vaswani et al., 2017, section 3.3).
 *
 * @param intermediate (hiddenSize, intermediateSize)
 * @param activation after the first map
 * @param output (intermediateSize, hiddenSize)
 */
record FeedForward(PreparedLinear intermediate, Activation activation, PreparedLinear output) {
    /**
     * (tokens, hiddenSize) to (tokens, hiddenSize).
     *
     * @param inner (tokens, intermediateSize), overwritten
     * @param y (tokens, hiddenSize), overwritten and returned
     */
    Matrix forward(Matrix x, Matrix inner, Matrix y, Workers workers) {
        Rows.apply(intermediate, x, activation, inner, workers);
        return Rows.apply(output, inner, Activation.IDENTITY, y, workers);
    }
}
