package dev.heed.model;

import dev.heed.attention.Attention;
import dev.heed.attention.Mask;
import dev.heed.attention.Sequences;
import dev.heed.tensor.Matrix;

/** What a family adds to the scores because of where query and key stand. Immutable, thread-safe. */
public interface ScoreBias {
    /**
     * The bias of one layer on one batch.
     *
     * @param query (queries, queryHeads · headDim), as the operator takes them
     * @param key likewise
     */
    Mask.Bias on(Matrix query, Matrix key, Sequences sequences, Attention operator);
}
