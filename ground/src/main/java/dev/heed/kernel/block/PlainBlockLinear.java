package dev.heed.kernel.block;

import dev.heed.kernel.linear.PreparedLinear;
import dev.heed.kernel.rows.Activation;
import dev.heed.kernel.rows.LaneSum;
import dev.heed.kernel.rows.PlainRowKernels;
import dev.heed.kernel.rows.RowKernels;
import dev.heed.tensor.Matrix;
import java.util.Arrays;

/**
 * A linear map over blocks by plain loops: the definition of its result.
 *
 * <p>A row of blocks is decoded to single precision, whatever its format: the same numbers in another format give the same
 * bits. Its product with a row of x is a sum in 16 lanes: lane l takes the places l, l + 16, …, ascending, a fused
 * multiply-add each; the lanes are added in halves ({@link LaneSum}), then the bias. So a row of the file is read once from
 * front to back, and 16 products stand side by side.
 */
public final class PlainBlockLinear implements PreparedLinear {
    private final BlockRows weights;
    private final float[] bias;

    /** @param bias (outputs); null for none */
    public PlainBlockLinear(BlockRows weights, float[] bias) {
        this.weights = weights;
        this.bias = bias;
    }

    @Override
    public int inputs() {
        return weights.columns();
    }

    @Override
    public int outputs() {
        return weights.rows();
    }

    @Override
    public void apply(Matrix x, Activation activation, Matrix y, int from, int to) {
        byte[] blocks = new byte[Math.toIntExact(weights.rowBytes())];
        float[] row = new float[weights.columns()];
        float[] lanes = new float[RowKernels.LANES];
        for (int j = from; j < to; j++) {
            weights.copyRow(j, blocks, row, 0);
            for (int i = 0; i < x.rows(); i++) {
                float sum = product(x.data(), x.index(i), row, lanes);
                y.data()[y.index(i) + j] = bias == null ? sum : sum + bias[j];
            }
        }
        PlainRowKernels.INSTANCE.activate(activation, y.columns(from, to));
    }

    /** {@code Σ x·w} in lanes. */
    private static float product(float[] x, int offset, float[] w, float[] lanes) {
        int whole = w.length - w.length % RowKernels.LANES;
        Arrays.fill(lanes, 0);
        for (int k = 0; k < whole; k += RowKernels.LANES) {
            for (int lane = 0; lane < RowKernels.LANES; lane++) {
                lanes[lane] = Math.fma(x[offset + k + lane], w[k + lane], lanes[lane]);
            }
        }
        for (int k = whole; k < w.length; k++) {
            lanes[k - whole] = Math.fma(x[offset + k], w[k], lanes[k - whole]);
        }
        return LaneSum.ofLanes(lanes);
    }
}
