package dev.heed.model;

import dev.heed.kernel.Kernels;
import dev.heed.kernel.rows.Activation;
import dev.heed.parallel.Workers;
import dev.heed.tensor.Matrix;

/**
 * The position-wise feed-forward network (Vaswani et al., 2017, section 3.3), gated or not (Shazeer, 2020).
 *
 * @param intermediate (hiddenSize, intermediateSize), or twice that where it is gated
 * @param activation after the first map, or of the half that gates
 * @param gate which half, if any, goes through the activation; the other is multiplied with it
 * @param output (intermediateSize, hiddenSize)
 */
public record FeedForward(Linear intermediate, Activation activation, Gate gate, Linear output)
        implements FeedForwardLayer {
    /** Which half of the first map's outputs gates the other. */
    public enum Gate {
        /** There are no halves. */
        NONE,
        /** {@code activation(first) · second}: Llama's gate and up, ModernBERT. */
        FIRST,
        /** {@code first · activation(second)}: GTE. */
        SECOND
    }

    /** Two maps and an activation between them. */
    public static FeedForward of(Linear intermediate, Activation activation, Linear output) {
        return new FeedForward(intermediate, activation, Gate.NONE, output);
    }

    @Override
    public int innerWidth() {
        return intermediate.outputs();
    }

    @Override
    public Matrix forward(Matrix x, Matrix inner, Matrix y, Workers workers, Kernels kernels) {
        if (gate == Gate.NONE) {
            intermediate.apply(x, activation, inner, workers);
            return output.apply(inner, Activation.IDENTITY, y, workers);
        }
        intermediate.apply(x, Activation.IDENTITY, inner, workers);
        int width = output.inputs();
        Matrix first = inner.columns(0, width);
        Matrix second = inner.columns(width, 2 * width);
        kernels.activate(activation, gate == Gate.FIRST ? first : second);
        for (int i = 0; i < first.rows(); i++) {
            multiply(first.data(), first.index(i), second.index(i), width);
        }
        return output.apply(first, Activation.IDENTITY, y, workers);
    }

    private static void multiply(float[] data, int first, int second, int n) {
        for (int j = 0; j < n; j++) {
            data[first + j] *= data[second + j];
        }
    }
}
