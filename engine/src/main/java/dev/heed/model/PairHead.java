package dev.heed.model;

import dev.heed.kernel.Kernels;
import dev.heed.kernel.rows.Activation;
import dev.heed.parallel.Workers;
import dev.heed.tensor.Matrix;

/**
 * From the last vectors of two texts read together to a number for each label, as transformers' classes for sequence
 * classification have it. Immutable, thread-safe.
 *
 * @param mean whether the mean of all tokens is looked at, else the first
 * @param dense before the labels; null for none
 * @param function after it
 * @param norm after that; {@link Norm#NONE} for none
 * @param labels (width, labels)
 */
public record PairHead(boolean mean, Linear dense, Activation function, Norm norm, Linear labels) {
    /**
     * A number for each label, before any activation.
     *
     * @param tokens (tokens, hiddenSize)
     */
    public float[] scores(Matrix tokens, Kernels kernels) {
        Matrix row = mean ? mean(tokens) : tokens.rows(0, 1);
        if (dense != null) {
            row = mapped(dense, row);
            kernels.activate(function, row);
            row = norm.into(Matrix.zeros(1, row.columns()), row, null, kernels);
        }
        return mapped(labels, row).row(0);
    }

    private static Matrix mean(Matrix tokens) {
        float[] mean = new float[tokens.columns()];
        for (int c = 0; c < mean.length; c++) {
            double sum = 0;
            for (int r = 0; r < tokens.rows(); r++) {
                sum += tokens.data()[tokens.index(r) + c];
            }
            mean[c] = (float) (sum / tokens.rows());
        }
        return Matrix.of(mean, 1, mean.length);
    }

    private static Matrix mapped(Linear map, Matrix row) {
        return map.apply(row, Activation.IDENTITY, Matrix.zeros(1, map.outputs()), Workers.CALLER_ONLY);
    }
}
