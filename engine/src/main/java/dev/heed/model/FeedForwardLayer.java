package dev.heed.model;

import dev.heed.kernel.Kernels;
import dev.heed.parallel.Workers;
import dev.heed.tensor.Matrix;

/** The second sublayer of a block: what it makes of each token by itself. Immutable, thread-safe. */
public sealed interface FeedForwardLayer permits FeedForward, ExpertMixture {
    /** Columns that it writes between its maps. */
    int innerWidth();

    /**
     * (tokens, hiddenSize) to (tokens, hiddenSize).
     *
     * @param inner (tokens, {@link #innerWidth}), overwritten
     * @param y (tokens, hiddenSize), overwritten and returned; shares no element with x
     */
    Matrix forward(Matrix x, Matrix inner, Matrix y, Workers workers, Kernels kernels);
}
