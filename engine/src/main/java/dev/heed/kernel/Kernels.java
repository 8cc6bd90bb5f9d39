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

    /** Short name as forced by the property and shown by {@code heed doctor}: {@code plain}, {@code vector}, {@code avx2}. */
    String name();

    /**
     * Lays out a linear map for this kernel.
     *
     * @param weight (inputs, outputs), read now, not kept
     * @param bias (outputs)
     */
    PreparedLinear prepare(WeightRows weight, float[] bias);

    /** A right factor of at most {@code k} rows and {@code n} columns, all zeros. */
    RightFactor rightFactor(int k, int n);

    /** {@code x[i] = exp(x[i] - subtrahend)} for n elements from {@code offset} on, where −∞ gives 0. */
    void exponentials(float[] x, int offset, int n, float subtrahend);

    /** The sum of {@code n} elements from {@code offset} on, by the tree of {@link #LANES} lanes. */
    default float sum(float[] x, int offset, int n) {
        return LaneSum.of(x, offset, n);
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
