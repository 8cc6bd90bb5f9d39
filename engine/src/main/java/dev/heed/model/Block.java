package dev.heed.model;

import dev.heed.attention.Sequences;
import dev.heed.kernel.Kernels;
import dev.heed.parallel.Workers;
import dev.heed.tensor.Matrix;

/**
 * One block of a transformer: attention, then a feed-forward network, each with a residual connection and a norm.
 *
 * <p>What differs between families is a value here, not another class: where the norms stand, the operator's heads and
 * mask, the kind of feed-forward network.
 *
 * @param norms whether each norm follows its sublayer and the residual, or precedes the sublayer
 */
record Block(
        NormPlacement norms,
        SelfAttention attention,
        LayerNorm attentionNorm,
        FeedForward feedForward,
        LayerNorm feedForwardNorm) {

    /** Where a sublayer's norm stands (Xiong et al., 2020). */
    enum NormPlacement {
        /** {@code norm(x + sublayer(x))}: the original transformer, BERT. */
        AFTER,
        /** {@code x + sublayer(norm(x))}: GPT-2 and later. */
        BEFORE
    }

    /** (tokens, hiddenSize) to (tokens, hiddenSize). */
    Matrix forward(Matrix x, Sequences sequences, Workers workers, Kernels kernels) {
        Matrix attended = attention.forward(attentionInput(x, kernels), sequences, workers);
        if (norms == NormPlacement.AFTER) {
            Matrix y = attentionNorm.of(attended, x, kernels);
            return feedForwardNorm.of(feedForward.forward(y, workers), y, kernels);
        }
        Matrix y = add(attended, x);
        return add(feedForward.forward(feedForwardNorm.of(y, null, kernels), workers), y);
    }

    /**
     * What a block computes on the way, each (tokens, hiddenSize).
     *
     * @param attended the heads' results side by side
     * @param projected their output projection
     * @param attentionSum with the residual added
     * @param normalized what the feed-forward network reads
     * @param fed what it gives
     * @param feedForwardSum with the residual added
     * @param output what the next block receives
     */
    record Steps(
            Matrix attended,
            Matrix projected,
            Matrix attentionSum,
            Matrix normalized,
            Matrix fed,
            Matrix feedForwardSum,
            Matrix output) {}

    /** {@link #forward} with what is computed on the way; the output has the same bits. */
    Steps steps(Matrix x, Sequences sequences, Workers workers, Kernels kernels) {
        Matrix attended = attention.attend(attentionInput(x, kernels), sequences, workers);
        Matrix projected = attention.projectOutput(attended, workers);
        Matrix sum = sum(projected, x);
        if (norms == NormPlacement.AFTER) {
            Matrix y = attentionNorm.of(projected, x, kernels);
            Matrix fed = feedForward.forward(y, workers);
            return new Steps(attended, projected, sum, y, fed, sum(fed, y), feedForwardNorm.of(fed, y, kernels));
        }
        Matrix normalized = feedForwardNorm.of(sum, null, kernels);
        Matrix fed = feedForward.forward(normalized, workers);
        Matrix output = sum(fed, sum);
        return new Steps(attended, projected, sum, normalized, fed, output, output);
    }

    /** What the attention sublayer reads: x itself, or x normalised. */
    Matrix attentionInput(Matrix x, Kernels kernels) {
        return norms == NormPlacement.AFTER ? x : attentionNorm.of(x, null, kernels);
    }

    private static Matrix sum(Matrix a, Matrix b) {
        return add(Matrix.copyOf(a.toArrays()), b);
    }

    /** Adds two dense matrices into the first. */
    private static Matrix add(Matrix sum, Matrix x) {
        for (int i = 0; i < sum.rows(); i++) {
            for (int j = 0; j < sum.columns(); j++) {
                sum.data()[sum.index(i) + j] += x.data()[x.index(i) + j];
            }
        }
        return sum;
    }
}
