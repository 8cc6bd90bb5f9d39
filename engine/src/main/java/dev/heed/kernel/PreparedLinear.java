package dev.heed.kernel;

import dev.heed.tensor.Matrix;

/** A linear map {@code y = activation(x·W + b)} in the layout of the kernel that prepared it. Immutable, thread-safe. */
public interface PreparedLinear {
    /** Width of x. */
    int inputs();

    /** Width of y. */
    int outputs();

    /**
     * Applies the map to every row of {@code x}; the sum starts from the bias.
     *
     * @param x (rows, inputs)
     * @param y (rows, outputs), overwritten; shares no element with x
     */
    void apply(Matrix x, Activation activation, Matrix y);
}
