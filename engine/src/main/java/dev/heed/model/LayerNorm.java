package dev.heed.model;

import dev.heed.kernel.Kernels;
import dev.heed.tensor.Matrix;

/**
 * Layer normalization with its learned scale and shift (Ba et al., 2016).
 *
 * @param weight (hiddenSize)
 * @param bias (hiddenSize)
 * @param epsilon added to the variance
 */
record LayerNorm(float[] weight, float[] bias, float epsilon) {
    /** Normalises {@code x + residual} into {@code y}, which is returned; residual may be null; (tokens, hiddenSize). */
    Matrix into(Matrix y, Matrix x, Matrix residual, Kernels kernels) {
        kernels.layerNorm(x, residual, weight, bias, epsilon, y);
        return y;
    }
}
