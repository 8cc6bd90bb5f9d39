package dev.heed.model;

import dev.heed.tensor.Matrix;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * What the blocks write between their steps, one after the other: what the next overwrites need not be made, and zeroed, anew.
 *
 * @param projections queries, keys and values, side by side: (tokens, widest of the blocks')
 * @param heads their results, side by side: (tokens, widest)
 * @param normed what a sublayer reads, normalised: (tokens, hiddenSize)
 * @param sublayer a sublayer's result: (tokens, hiddenSize)
 * @param between what the second sublayer reads: (tokens, hiddenSize)
 * @param inner of the feed-forward network: (tokens, widest)
 * @param even what layers 0, 2, … leave, where nobody keeps it: (tokens, hiddenSize)
 * @param odd the same of layers 1, 3, …
 */
record Workspace(
        Matrix projections,
        Matrix heads,
        Matrix normed,
        Matrix sublayer,
        Matrix between,
        Matrix inner,
        Matrix even,
        Matrix odd) {
    /**
     * Sizes of its matrices' rows.
     *
     * @param normed 0 where no block normalises what a sublayer reads
     */
    record Widths(int projections, int heads, int hidden, int normed, int inner) {
        static Widths of(List<Block> blocks, int hiddenSize) {
            boolean before = blocks.stream()
                    .anyMatch(b -> !(b.attentionNorms().before() instanceof Norm.None)
                            || !(b.feedForwardNorms().before() instanceof Norm.None));
            return new Widths(
                    widest(blocks, b -> b.attention().projections().outputs()),
                    widest(blocks, b -> b.attention().output().inputs()),
                    hiddenSize,
                    before ? hiddenSize : 0,
                    widest(blocks, b -> b.feedForward().innerWidth()));
        }

        private static int widest(List<Block> blocks, ToIntFunction<Block> width) {
            return blocks.stream().mapToInt(width).max().orElse(0);
        }
    }

    static Workspace of(int tokens, Widths widths) {
        return new Workspace(
                Matrix.zeros(tokens, widths.projections()),
                Matrix.zeros(tokens, widths.heads()),
                Matrix.zeros(tokens, widths.normed()),
                Matrix.zeros(tokens, widths.hidden()),
                Matrix.zeros(tokens, widths.hidden()),
                Matrix.zeros(tokens, widths.inner()),
                Matrix.zeros(tokens, widths.hidden()),
                Matrix.zeros(tokens, widths.hidden()));
    }

    int tokens() {
        return inner.rows();
    }

    /** Where a layer that is not kept is written: not where the one before it stands. */
    Matrix hidden(int layer) {
        return layer % 2 == 0 ? even : odd;
    }

    /** The first {@code tokens} rows of each. */
    Workspace first(int tokens) {
        return new Workspace(
                projections.rows(0, tokens),
                heads.rows(0, tokens),
                normed.rows(0, tokens),
                sublayer.rows(0, tokens),
                between.rows(0, tokens),
                inner.rows(0, tokens),
                even.rows(0, tokens),
                odd.rows(0, tokens));
    }
}
