package dev.heed.kernel.rows;

import dev.heed.kernel.assembler.ProofNumbers;
import dev.heed.tensor.Matrix;
import java.util.Arrays;
import java.util.Optional;

/**
 * What machine code does to rows, held against plain Java before it is trusted: each function once, bit for bit, on numbers
 * that take all of its branches.
 */
public final class RowProof {
    /** What a difference is named by. */
    private enum Routine {
        SOFTMAX("softmax"),
        GELU("GELU"),
        GELU_TANH("GELU by tanh"),
        SILU("SiLU"),
        LAYER_NORM("layer norm");

        private final String text;

        Routine(String text) {
            this.text = text;
        }

        float[] sample(RowKernels kernels) {
            return switch (this) {
                case SOFTMAX -> softmax(kernels);
                case GELU -> activation(kernels, Activation.GELU);
                case GELU_TANH -> activation(kernels, Activation.GELU_TANH);
                case SILU -> activation(kernels, Activation.SILU);
                case LAYER_NORM -> norms(kernels);
            };
        }
    }

    private static final Routine[] ROUTINES = Routine.values();

    private static final int COLUMNS = 2 * RowKernels.LANES;
    private static final int ROWS = 3;

    private RowProof() {}

    /** The name of the first routine that has other bits than plain Java; empty if there is none. */
    public static Optional<String> fault(RowKernels kernels) {
        for (Routine routine : ROUTINES) {
            if (!Arrays.equals(routine.sample(kernels), routine.sample(PlainRowKernels.INSTANCE))) {
                return Optional.of(routine.text);
            }
        }
        return Optional.empty();
    }

    /** With scores that count for nothing and scores that are masked. */
    private static float[] softmax(RowKernels kernels) {
        Matrix scores = ProofNumbers.wave(ROWS, COLUMNS, 3);
        scores.data()[2] = Float.NEGATIVE_INFINITY;
        scores.data()[COLUMNS + 3] = -1e4f;
        float[] maxima = new float[ROWS];
        float[] sums = new float[ROWS];
        kernels.scaledMaxima(scores.data(), 0, COLUMNS, ROWS, COLUMNS, 0.3f, maxima);
        float[] scaled = ProofNumbers.append(maxima, scores);
        kernels.exponentialSums(scores.data(), 0, COLUMNS, ROWS, COLUMNS, maxima, sums);
        return ProofNumbers.append(ProofNumbers.append(scaled, scores), new Matrix(sums, 0, 1, ROWS, ROWS));
    }

    private static float[] activation(RowKernels kernels, Activation activation) {
        Matrix x = new Matrix(ProofNumbers.wave(1, COLUMNS, 5).data(), 0, 2, RowKernels.LANES, RowKernels.LANES);
        for (int i = 0; i < COLUMNS; i++) {
            x.data()[i] *= 4;
        }
        x.data()[1] = 1e4f;
        x.data()[3] = -1e4f;
        x.data()[5] = Float.NaN;
        kernels.activate(activation, x);
        return x.data();
    }

    private static float[] norms(RowKernels kernels) {
        Matrix x = ProofNumbers.wave(2, COLUMNS, 3);
        float[] weight = ProofNumbers.wave(1, COLUMNS, 4).data();
        float[] bias = ProofNumbers.wave(1, COLUMNS, 5).data();
        Matrix alone = Matrix.zeros(2, COLUMNS);
        kernels.layerNorm(x, null, weight, bias, 1e-5f, alone);
        Matrix ofSum = Matrix.zeros(2, COLUMNS);
        kernels.layerNorm(x, ProofNumbers.wave(2, COLUMNS, 2), weight, bias, 1e-5f, ofSum);
        return ProofNumbers.append(alone.data(), ofSum);
    }
}
