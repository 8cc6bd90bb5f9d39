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

    /**
     * (tokens, hiddenSize) to (tokens, hiddenSize).
     *
     * @param space as large as x needs; overwritten
     * @param output overwritten; shares no element with x
     */
    void forward(Matrix x, Sequences sequences, Workspace space, Matrix output, Workers workers, Kernels kernels) {
        Matrix attended = attend(attentionInput(x, kernels), sequences, space, workers);
        if (norms == NormPlacement.AFTER) {
            Matrix between = attentionNorm.into(space.between(), attended, x, kernels);
            Matrix fed = feedForward.forward(between, space.inner(), space.sublayer(), workers);
            feedForwardNorm.into(output, fed, between, kernels);
            return;
        }
        Matrix between = add(attended, x, space.between());
        Matrix normed = feedForwardNorm.into(space.heads(), between, null, kernels);
        add(feedForward.forward(normed, space.inner(), space.sublayer(), workers), between, output);
    }

    private Matrix attend(Matrix input, Sequences sequences, Workspace space, Workers workers) {
        return attention.forward(input, sequences, space.projections(), space.heads(), space.sublayer(), workers);
    }

    /** The same as {@link #forward} with what stands between its steps. */
    BlockStates states(Matrix x, Sequences sequences, Workspace space, Workers workers, Kernels kernels) {
        Matrix attended = copy(attend(attentionInput(x, kernels), sequences, space, workers));
        Matrix output = Matrix.zeros(x.rows(), x.columns());
        forward(x, sequences, space, output, workers, kernels);
        return new BlockStates(attended, copy(space.between()), copy(space.sublayer()), output);
    }

    private static Matrix copy(Matrix x) {
        return Matrix.copyOf(x.toArrays());
    }

    /** What the attention sublayer reads: x itself, or x normalised. */
    Matrix attentionInput(Matrix x, Kernels kernels) {
        return norms == NormPlacement.AFTER
                ? x
                : attentionNorm.into(Matrix.zeros(x.rows(), x.columns()), x, null, kernels);
    }

    /** Adds two matrices into a third. */
    private static Matrix add(Matrix a, Matrix b, Matrix sum) {
        for (int i = 0; i < sum.rows(); i++) {
            for (int j = 0; j < sum.columns(); j++) {
                sum.data()[sum.index(i) + j] = a.data()[a.index(i) + j] + b.data()[b.index(i) + j];
            }
        }
        return sum;
    }
}
