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
    /** (tokens, hiddenSize) to (tokens, hiddenSize). */
    Matrix forward(Matrix x, Workers workers) {
        Matrix inner = Rows.apply(intermediate, x, activation, workers); // (tokens, intermediateSize)
        return Rows.apply(output, inner, Activation.IDENTITY, workers);
    }
}
