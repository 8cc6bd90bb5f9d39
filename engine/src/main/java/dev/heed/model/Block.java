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

    /** The same as {@link #forward} with what stands between its steps. */
    BlockStates states(Matrix x, Sequences sequences, Workers workers, Kernels kernels) {
        Matrix attended = attention.forward(attentionInput(x, kernels), sequences, workers);
        if (norms == NormPlacement.AFTER) {
            Matrix y = attentionNorm.of(attended, x, kernels);
            Matrix fed = feedForward.forward(y, workers);
            return new BlockStates(attended, y, fed, feedForwardNorm.of(fed, y, kernels));
        }
        Matrix y = add(Matrix.copyOf(attended.toArrays()), x);
        Matrix fed = feedForward.forward(feedForwardNorm.of(y, null, kernels), workers);
        return new BlockStates(attended, y, fed, add(Matrix.copyOf(fed.toArrays()), y));
    }

    /** What the attention sublayer reads: x itself, or x normalised. */
    Matrix attentionInput(Matrix x, Kernels kernels) {
        return norms == NormPlacement.AFTER ? x : attentionNorm.of(x, null, kernels);
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
