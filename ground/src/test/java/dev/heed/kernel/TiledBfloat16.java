package dev.heed.kernel;

import dev.heed.kernel.linear.Bfloat16;
import dev.heed.kernel.linear.LinearWeights;
import dev.heed.kernel.linear.PreparedLinear;
import dev.heed.kernel.rows.Activation;
import dev.heed.kernel.rows.PlainRowKernels;
import dev.heed.tensor.Matrix;

/**
 * A linear map in bfloat16 as a matrix unit computes it, by the definition of TDPBF16PS in Intel's Software Developer's
 * Manual: over 16 pairs of inputs the firsts and the seconds are summed apart, from zero, each product and sum rounded
 * once; both are added, then to what the tiles before gave. Groups of inputs begin from zero and are added to y.
 *
 * @param group inputs that are summed before they are added to y
 */
record TiledBfloat16(LinearWeights weights, int group) implements PreparedLinear {
    private static final int INPUTS_OF_A_TILE = 32;

    @Override
    public int inputs() {
        return weights.rows().inputs();
    }

    @Override
    public int outputs() {
        return weights.rows().outputs();
    }

    @Override
    public void apply(Matrix x, Activation activation, Matrix y, int from, int to) {
        float[][] w = new float[inputs()][outputs()];
        for (int i = 0; i < inputs(); i++) {
            weights.rows().copyRow(i, w[i], 0);
        }
        for (int row = 0; row < x.rows(); row++) {
            for (int j = from; j < to; j++) {
                float sum = weights.bias()[j];
                for (int first = 0; first < inputs(); first += group) {
                    sum += group(x, row, w, j, first, Math.min(inputs(), first + group));
                }
                y.data()[y.index(row) + j] = sum;
            }
            PlainRowKernels.activate(activation, y.data(), y.index(row) + from, to - from);
        }
    }

    private static float group(Matrix x, int row, float[][] w, int column, int from, int to) {
        float sum = 0;
        for (int tile = from; tile < to; tile += INPUTS_OF_A_TILE) {
            float[] halves = new float[2];
            for (int i = tile; i < Math.min(to, tile + INPUTS_OF_A_TILE); i++) {
                int half = (i - tile) % 2;
                halves[half] = Math.fma(Bfloat16.round(x.at(row, i)), Bfloat16.round(w[i][column]), halves[half]);
            }
            sum += halves[0] + halves[1];
        }
        return sum;
    }
}
