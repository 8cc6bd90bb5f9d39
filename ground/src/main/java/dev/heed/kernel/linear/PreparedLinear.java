package dev.heed.kernel.linear;

import dev.heed.kernel.rows.Activation;
import dev.heed.tensor.Matrix;

/** A linear map {@code y = activation(x·W + b)} in the layout of the kernel that prepared it. Immutable, thread-safe. */
public interface PreparedLinear {
    /** Width of x. */
    int inputs();

    /** Width of y. */
    int outputs();

    /** Columns at which the outputs may be cut: a multiple of every kernel's panel (48, 32, 16 columns). */
    int COLUMN_STEP = 96;

    /** Applies the whole map. */
    default void apply(Matrix x, Activation activation, Matrix y) {
        apply(x, activation, y, 0, outputs());
    }

    /**
     * Applies some outputs of the map to every row of {@code x}; the sum starts from the bias.
     *
     * @param x (rows, inputs)
     * @param y (rows, outputs), whose columns {@code from} to {@code to - 1} are overwritten; shares no element with x
     * @param from a multiple of {@link #COLUMN_STEP}
     * @param to another, or the number of outputs
     */
    void apply(Matrix x, Activation activation, Matrix y, int from, int to);
}
