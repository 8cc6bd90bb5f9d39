package dev.heed.kernel.linear;

import dev.heed.kernel.rows.Activation;
import dev.heed.kernel.rows.PlainRowKernels;
import dev.heed.kernel.tile.PlainProducts;
import dev.heed.tensor.Matrix;

/** A linear map in single precision by plain Java loops: the definition. */
public record PlainLinear(float[][] weight, float[] bias) implements PreparedLinear {
    /** Rows of x taken through the weights together. */
    private static final int ROW_TILE = 32;

    /** Weights by rows, in arrays of their own. */
    public static PreparedLinear prepare(LinearWeights weights) {
        float[][] rows = new float[weights.rows().inputs()][weights.rows().outputs()];
        for (int i = 0; i < rows.length; i++) {
            weights.rows().copyRow(i, rows[i], 0);
        }
        return new PlainLinear(rows, weights.bias().clone());
    }

    @Override
    public int inputs() {
        return weight.length;
    }

    @Override
    public int outputs() {
        return bias.length;
    }

    @Override
    public void apply(Matrix x, Activation activation, Matrix y, int from, int to) {
        float[][] sums = new float[Math.min(ROW_TILE, x.rows())][bias.length];
        for (int first = 0; first < x.rows(); first += ROW_TILE) {
            int rows = Math.min(ROW_TILE, x.rows() - first);
            for (int i = 0; i < rows; i++) {
                System.arraycopy(bias, from, sums[i], from, to - from);
            }
            PlainProducts.multiplyAdd(x.data(), x.index(first), x.stride(), rows, inputs(), weight, from, to, sums);
            for (int i = 0; i < rows; i++) {
                PlainRowKernels.activate(activation, sums[i], from, to - from);
                System.arraycopy(sums[i], from, y.data(), y.index(first + i) + from, to - from);
            }
        }
    }
}
