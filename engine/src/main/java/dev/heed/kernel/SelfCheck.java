package dev.heed.kernel;

import dev.heed.tensor.Matrix;
import java.util.Arrays;

/** A small computation through every kind of machine code, held against plain Java before the code is trusted. */
final class SelfCheck {
    private static final int ROWS = 7;
    private static final int INPUTS = 5;
    private static final int OUTPUTS = 64;
    /** Of sums up to some 80: a few units in their last place. */
    private static final float BFLOAT16_TOLERANCE = 1e-4f;

    private SelfCheck() {}

    static boolean sameBits(Kernels kernels) {
        return Arrays.equals(compute(kernels), compute(PlainKernels.INSTANCE));
    }

    /** A linear map in both layouts; the same bits, but for {@link NumberFormat#BF16}, whose sums may round otherwise. */
    static boolean sameResults(LinearLayout one, LinearLayout other, NumberFormat format) {
        int inputs = 3 * Kernels.LANES;
        LinearWeights weights = LinearWeights.of(
                WeightRows.of(wave(inputs, OUTPUTS, 3)), wave(1, OUTPUTS, 2).data());
        Matrix x = wave(ROWS, inputs, 1);
        Matrix y = Matrix.zeros(ROWS, OUTPUTS);
        Matrix expected = Matrix.zeros(ROWS, OUTPUTS);
        one.prepare(weights).apply(x, Activation.IDENTITY, y);
        other.prepare(weights).apply(x, Activation.IDENTITY, expected);
        float tolerance = format == NumberFormat.BF16 ? BFLOAT16_TOLERANCE : 0;
        for (int i = 0; i < y.data().length; i++) {
            if (!(Math.abs(y.data()[i] - expected.data()[i]) <= tolerance)) {
                return false;
            }
        }
        return true;
    }

    /** A linear map with GELU, a norm with residual, and a softmax of the products of the rows with themselves. */
    private static float[] compute(Kernels kernels) {
        Matrix x = wave(ROWS, INPUTS, 1);
        float[] bias = wave(1, OUTPUTS, 2).data();
        Matrix y = Matrix.zeros(ROWS, OUTPUTS);
        LinearWeights weights = LinearWeights.of(WeightRows.of(wave(INPUTS, OUTPUTS, 3)), bias);
        kernels.layout(NumberFormat.FP32).prepare(weights).apply(x, Activation.GELU, y);
        kernels.layerNorm(y, wave(ROWS, OUTPUTS, 4), bias, bias, 1e-5f, y);
        RightFactor columns = kernels.rightFactor(OUTPUTS, ROWS);
        columns.setColumns(y);
        Matrix scores = new Matrix(new float[ROWS * Kernels.LANES], 0, ROWS, ROWS, Kernels.LANES);
        columns.multiply(y, scores);
        float[] maxima = new float[ROWS];
        float[] sums = new float[ROWS];
        kernels.scaledMaxima(scores.data(), 0, Kernels.LANES, ROWS, Kernels.LANES, 0.125f, maxima);
        kernels.exponentialSums(scores.data(), 0, Kernels.LANES, ROWS, Kernels.LANES, maxima, sums);
        RightFactor rows = kernels.rightFactor(ROWS, OUTPUTS);
        rows.setRows(y);
        Matrix attended = wave(ROWS, OUTPUTS, 5);
        rows.multiplyAdd(scores, attended);
        float[] all = Arrays.copyOf(attended.data(), attended.data().length + ROWS);
        System.arraycopy(sums, 0, all, attended.data().length, ROWS);
        return all;
    }

    /** Numbers of both signs, none special. */
    private static Matrix wave(int rows, int columns, int step) {
        Matrix wave = Matrix.zeros(rows, columns);
        for (int i = 0; i < wave.data().length; i++) {
            wave.data()[i] = (i * 37 * step % 101 - 50) / 32f;
        }
        return wave;
    }
}
