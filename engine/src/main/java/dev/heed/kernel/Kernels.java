package dev.heed.kernel;

import dev.heed.tensor.Matrix;

/**
 * The coarse operations of attention and transformers on float matrices.
 *
 * <p>Every implementation gives the same bits. Sums of products run over the inner index in ascending order, one fused
 * multiply-add a step, from the given start; {@link #sum} is a fixed tree over {@value #LANES} lanes; elementary
 * functions are those of {@code FloatMath}. Rows do not influence each other, whatever is computed beside them.
 *
 * <p>Implementations are stateless and thread-safe. Arguments are not checked.
 */
public interface Kernels {
    /** Lanes of the summation tree: lane l adds the elements l, l + 16, …; then halves are added until one is left. */
    int LANES = 16;

    /** Short name as forced by the property and shown by {@code heed doctor}: {@code plain}, {@code vector}. */
    String name();

    /**
     * Lays out a linear map for this kernel.
     *
     * @param weight (inputs, outputs), read now, not kept
     * @param bias (outputs)
     */
    PreparedLinear prepare(WeightRows weight, float[] bias);

    /**
     * {@code c[i][j] += Σₚ a[i][p]·b[p][j]}, p ascending, for i below {@code m}, p below {@code k}, j below {@code n}.
     *
     * @param a row i starts at {@code aOffset + i * aStride}
     * @param b k arrays of at least n floats
     * @param c m arrays of at least n floats; none of them among b
     */
    void multiplyAdd(float[] a, int aOffset, int aStride, int m, int k, float[][] b, int n, float[][] c);

    /** {@code x[i] = exp(x[i] - subtrahend)} for i below {@code n}, where −∞ gives 0. */
    void exponentials(float[] x, int n, float subtrahend);

    /** The sum of the first {@code n} elements, by the tree of {@link #LANES} lanes. */
    default float sum(float[] x, int n) {
        return LaneSum.of(x, 0, n);
    }

    /** {@code x[i] = activation(x[i])} for i from {@code offset} to {@code offset + n - 1}. */
    void activate(Activation activation, float[] x, int offset, int n);

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
