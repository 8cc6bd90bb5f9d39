package dev.heed.kernel;

import dev.heed.tensor.Matrix;
import java.util.Arrays;
import java.util.Optional;

/**
 * What every process needs of a kernel's machine code, held against plain Java before the code is trusted: each function
 * once, bit for bit, on numbers that take all of its branches. Less than a millisecond's work.
 *
 * <p>The other functions are proved when they are first asked for: {@link LinearProof}, {@link ByteRowProof},
 * {@link WindowProof}.
 */
final class KernelProof {
    /** What a difference is named by. */
    private enum Routine {
        PRODUCT("product of matrices"),
        SOFTMAX("softmax"),
        GELU("GELU"),
        GELU_TANH("GELU by tanh"),
        SILU("SiLU"),
        LAYER_NORM("layer norm");

        private final String text;

        Routine(String text) {
            this.text = text;
        }

        float[] sample(Kernels kernels) {
            return switch (this) {
                case PRODUCT -> products(kernels);
                case SOFTMAX -> softmax(kernels);
                case GELU -> activation(kernels, Activation.GELU);
                case GELU_TANH -> activation(kernels, Activation.GELU_TANH);
                case SILU -> activation(kernels, Activation.SILU);
                case LAYER_NORM -> norms(kernels);
            };
        }
    }

    private static final Routine[] ROUTINES = Routine.values();

    /** More than a loop does in one turn, and no multiple of that. */
    private static final int STEPS = 5;

    private static final int COLUMNS = 2 * Kernels.LANES;
    private static final int ROWS = 3;

    private KernelProof() {}

    /** The name of the first routine that has other bits than plain Java; empty if there is none. */
    static Optional<String> fault(MachineKernels kernels) {
        if (!LinearProof.same(kernels.floats())) {
            return Optional.of("linear map");
        }
        for (Routine routine : ROUTINES) {
            if (!Arrays.equals(routine.sample(kernels), routine.sample(PlainKernels.INSTANCE))) {
                return Optional.of(routine.text);
            }
        }
        return Optional.empty();
    }

    /** By tiles of every height, from zeros and added; both ways to fill a factor. */
    private static float[] products(Kernels kernels) {
        RightFactor rows = kernels.rightFactor(STEPS, COLUMNS);
        rows.setRows(wave(STEPS, COLUMNS, 1));
        RightFactor columns = kernels.rightFactor(Kernels.LANES, Kernels.LANES);
        columns.setColumns(wave(Kernels.LANES, Kernels.LANES, 2));
        float[] all = {};
        for (int m = 1; m <= TileCode.MOST_ROWS; m++) {
            Matrix sums = wave(m, COLUMNS, 3);
            rows.multiplyAdd(wave(m, STEPS, 4), sums);
            all = append(all, sums);
            rows.multiply(wave(m, STEPS, 5), sums);
            all = append(all, sums);
        }
        Matrix product = Matrix.zeros(1, Kernels.LANES);
        columns.multiply(wave(1, Kernels.LANES, 3), product);
        return append(all, product);
    }

    /** With scores that count for nothing and scores that are masked. */
    private static float[] softmax(Kernels kernels) {
        Matrix scores = wave(ROWS, COLUMNS, 3);
        scores.data()[2] = Float.NEGATIVE_INFINITY;
        scores.data()[COLUMNS + 3] = -1e4f;
        float[] maxima = new float[ROWS];
        float[] sums = new float[ROWS];
        kernels.scaledMaxima(scores.data(), 0, COLUMNS, ROWS, COLUMNS, 0.3f, maxima);
        float[] scaled = append(maxima, scores);
        kernels.exponentialSums(scores.data(), 0, COLUMNS, ROWS, COLUMNS, maxima, sums);
        return append(append(scaled, scores), new Matrix(sums, 0, 1, ROWS, ROWS));
    }

    private static float[] activation(Kernels kernels, Activation activation) {
        Matrix x = new Matrix(wave(1, COLUMNS, 5).data(), 0, 2, Kernels.LANES, Kernels.LANES);
        for (int i = 0; i < COLUMNS; i++) {
            x.data()[i] *= 4;
        }
        x.data()[1] = 1e4f;
        x.data()[3] = -1e4f;
        x.data()[5] = Float.NaN;
        kernels.activate(activation, x);
        return x.data();
    }

    private static float[] norms(Kernels kernels) {
        Matrix x = wave(2, COLUMNS, 3);
        float[] weight = wave(1, COLUMNS, 4).data();
        float[] bias = wave(1, COLUMNS, 5).data();
        Matrix alone = Matrix.zeros(2, COLUMNS);
        kernels.layerNorm(x, null, weight, bias, 1e-5f, alone);
        Matrix ofSum = Matrix.zeros(2, COLUMNS);
        kernels.layerNorm(x, wave(2, COLUMNS, 2), weight, bias, 1e-5f, ofSum);
        return append(alone.data(), ofSum);
    }

    private static float[] append(float[] first, Matrix second) {
        float[] all = Arrays.copyOf(first, first.length + second.data().length);
        System.arraycopy(second.data(), 0, all, first.length, second.data().length);
        return all;
    }

    /** Numbers of both signs, none special. */
    static Matrix wave(int rows, int columns, int step) {
        Matrix wave = Matrix.zeros(rows, columns);
        for (int i = 0; i < wave.data().length; i++) {
            wave.data()[i] = (i * 37 * step % 101 - 50) / 32f;
        }
        return wave;
    }
}
