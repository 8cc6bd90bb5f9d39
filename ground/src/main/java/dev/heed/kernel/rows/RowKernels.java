package dev.heed.kernel.rows;

import dev.heed.tensor.Matrix;

/**
 * What is done to the rows of a matrix: exponentials and sums of a softmax, activations, norms.
 *
 * <p>Every implementation gives the same bits: {@link #sum} is a fixed tree over {@value #LANES} lanes, elementary functions are
 * those of {@code FloatMath}. Rows do not influence each other. Implementations are stateless and thread-safe; arguments are
 * not checked.
 */
public interface RowKernels {
    /** Lanes of the summation tree: lane l adds the elements l, l + 16, …; then halves are added until one is left. */
    int LANES = 16;

    /** {@code x[i] = exp(x[i] - subtrahend)} for n elements from {@code offset} on, where −∞ gives 0. */
    void exponentials(float[] x, int offset, int n, float subtrahend);

    /** The sum of {@code n} elements from {@code offset} on, by the tree of {@link #LANES} lanes. */
    default float sum(float[] x, int offset, int n) {
        return LaneSum.of(x, offset, n);
    }

    /**
     * First half of a softmax over some rows, in place: {@code x[i][j] *= scale}, {@code maxima[i] = maxⱼ x[i][j]}. What
     * the maximum of a row with NaN is, is not said.
     *
     * @param x row i starts at {@code offset + i * stride}
     * @param n elements of a row, a multiple of {@link #LANES}
     */
    void scaledMaxima(float[] x, int offset, int stride, int rows, int n, float scale, float[] maxima);

    /**
     * Second half: {@code x[i][j] = exp(x[i][j] − subtrahends[i])}, {@code sums[i] = Σⱼ x[i][j]} by {@link #sum}'s tree.
     *
     * @param x row i starts at {@code offset + i * stride}
     * @param n elements of a row, a multiple of {@link #LANES}
     */
    void exponentialSums(float[] x, int offset, int stride, int rows, int n, float[] subtrahends, float[] sums);

    /** {@code x[i][j] = activation(x[i][j])}. */
    void activate(Activation activation, Matrix x);

    /**
     * Layer normalization (Ba et al., 2016) of each row of {@code x + residual}, written to {@code output}.
     *
     * <p>{@code (v − mean)/√(variance + epsilon)·weight + bias}, mean and biased variance by {@link #sum}'s tree, in two
     * passes. {@code output} may be {@code x} or {@code residual}.
     *
     * @param residual null for none
     */
    void layerNorm(Matrix x, Matrix residual, float[] weight, float[] bias, float epsilon, Matrix output);
}
