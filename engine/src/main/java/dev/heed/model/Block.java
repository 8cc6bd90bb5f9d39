package dev.heed.model;

import dev.heed.tensor.Matrix;

/**
 * One block of a transformer: attention and a feed-forward network, each with a residual connection and norms.
 *
 * <p>What differs between families is a value here, not another class: where the norms stand, whether the two parts read
 * one after the other, the heads and the mask, the kind of feed-forward network.
 *
 * @param arrangement whether the feed-forward network reads what attention left, or what entered the block
 * @param source what is asked of another text, after attention to the own; null for none
 */
public record Block(
        Arrangement arrangement,
        Norms attentionNorms,
        SelfAttention attention,
        SourceAttention source,
        Norms feedForwardNorms,
        FeedForwardLayer feedForward) {

    /** How the two sublayers follow each other. */
    public enum Arrangement {
        /** The feed-forward network reads what attention left. */
        SEQUENTIAL,
        /** Both read what enters the block, and both are added: GPT-J, GPT-NeoX, Phi. */
        PARALLEL
    }

    /** The two parts one after the other. */
    public static Block of(
            Norms attentionNorms, SelfAttention attention, Norms feedForwardNorms, FeedForwardLayer feedForward) {
        return new Block(Arrangement.SEQUENTIAL, attentionNorms, attention, null, feedForwardNorms, feedForward);
    }

    /** The same with attention to a source between the two parts. */
    public Block source(SourceAttention asked) {
        return new Block(arrangement, attentionNorms, attention, asked, feedForwardNorms, feedForward);
    }

    /**
     * (tokens, hiddenSize) to (tokens, hiddenSize).
     *
     * @param layer this block's place among those of the model, from 0
     * @param output overwritten; shares no element with x
     */
    void forward(int layer, Matrix x, Pass pass, Matrix output) {
        Workspace space = pass.space();
        Matrix attended = attention.forward(layer, attentionInput(x, pass), pass);
        attended = attentionNorms.inside().into(attended, attended, null, pass.kernels());
        Matrix between = attentionNorms.after().into(space.between(), attended, x, pass.kernels());
        if (source != null) {
            source.forward(layer, between, pass);
        }
        Matrix read = arrangement == Arrangement.PARALLEL ? x : between;
        Matrix fed = feedForward.forward(
                read(feedForwardNorms.before(), read, pass),
                space.inner().columns(0, feedForward.innerWidth()),
                space.sublayer(),
                pass.workers(),
                pass.kernels());
        fed = feedForwardNorms.inside().into(fed, fed, null, pass.kernels());
        feedForwardNorms.after().into(output, fed, between, pass.kernels());
    }

    /** The same as {@link #forward} with what stands between its steps. */
    BlockStates states(int layer, Matrix x, Pass pass) {
        Matrix attended = attention.forward(layer, attentionInput(x, pass), pass);
        Matrix kept = copy(attentionNorms.inside().into(attended, attended, null, pass.kernels()));
        Matrix output = Matrix.zeros(x.rows(), x.columns());
        forward(layer, x, pass, output);
        return new BlockStates(
                kept, copy(pass.space().between()), copy(pass.space().sublayer()), output);
    }

    /** What the attention sublayer reads: x itself, or x normalised. */
    Matrix attentionInput(Matrix x, Pass pass) {
        return read(attentionNorms.before(), x, pass);
    }

    /** x itself, or x normalised; not x's own rows then. */
    static Matrix read(Norm norm, Matrix x, Pass pass) {
        return norm instanceof Norm.None ? x : norm.into(pass.space().normed(), x, null, pass.kernels());
    }

    private static Matrix copy(Matrix x) {
        return Matrix.copyOf(x.toArrays());
    }
}
