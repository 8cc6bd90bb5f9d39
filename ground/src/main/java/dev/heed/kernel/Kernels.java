package dev.heed.kernel;

import dev.heed.kernel.block.BlockRows;
import dev.heed.kernel.block.PlainBlockLinear;
import dev.heed.kernel.block.PlainByteBlockLinear;
import dev.heed.kernel.linear.LinearLayout;
import dev.heed.kernel.linear.NumberFormat;
import dev.heed.kernel.linear.PreparedLinear;
import dev.heed.kernel.rows.Activation;
import dev.heed.kernel.rows.RowKernels;
import dev.heed.kernel.search.ByteRows;
import dev.heed.kernel.search.PlainByteRows;
import dev.heed.kernel.tile.RightFactor;
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
public interface Kernels extends RowKernels {
    /** Short name as forced by the property and shown by {@code heed doctor}: {@code plain}, {@code vector}, {@code avx2} … */
    String name();

    /**
     * How this kernel lays out linear maps.
     *
     * <p>{@link NumberFormat#FP32} and {@link NumberFormat#INT8} have the same bits on every kernel; so has
     * {@link NumberFormat#BF16}, except where a processor's own instruction rounds its sums in another way than Intel
     * describes it.
     */
    LinearLayout layout(NumberFormat format);

    /**
     * A linear map over blocks as they lie in a file: the result that {@link PlainBlockLinear} defines.
     *
     * @param bias (outputs); null for none
     */
    default PreparedLinear blocks(BlockRows weights, float[] bias) {
        return new PlainBlockLinear(weights, bias);
    }

    /**
     * The same with inputs rounded to bytes, 32 at a time: the result that {@link PlainByteBlockLinear} defines. Where
     * blocks are single numbers, as {@link #blocks}.
     *
     * @param bias (outputs); null for none
     */
    default PreparedLinear byteBlocks(BlockRows weights, float[] bias) {
        return weights.format().weights() == 1 ? blocks(weights, bias) : new PlainByteBlockLinear(weights, bias);
    }

    /** A right factor of at most {@code k} rows and {@code n} columns, all zeros. */
    RightFactor rightFactor(int k, int n);

    /** So many rows of so many signed bytes, all zeros. */
    default ByteRows byteRows(int rows, int width) {
        return new PlainByteRows(rows, width);
    }

    /** What is done to rows. */
    RowKernels rows();

    @Override
    default void exponentials(float[] x, int offset, int n, float subtrahend) {
        rows().exponentials(x, offset, n, subtrahend);
    }

    @Override
    default void scaledMaxima(float[] x, int offset, int stride, int rows, int n, float scale, float[] maxima) {
        rows().scaledMaxima(x, offset, stride, rows, n, scale, maxima);
    }

    @Override
    default void exponentialSums(
            float[] x, int offset, int stride, int rows, int n, float[] subtrahends, float[] sums) {
        rows().exponentialSums(x, offset, stride, rows, n, subtrahends, sums);
    }

    @Override
    default void activate(Activation activation, Matrix x) {
        rows().activate(activation, x);
    }

    @Override
    default void layerNorm(Matrix x, Matrix residual, float[] weight, float[] bias, float epsilon, Matrix output) {
        rows().layerNorm(x, residual, weight, bias, epsilon, output);
    }
}
