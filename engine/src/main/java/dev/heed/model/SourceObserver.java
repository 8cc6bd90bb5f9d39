package dev.heed.model;

import dev.heed.attention.Attention;
import dev.heed.tensor.Matrix;

/** Sees what a pass asks of its sources, layer by layer, with the numbers that were used. */
@FunctionalInterface
public interface SourceObserver {
    /**
     * What one layer asked.
     *
     * @param layer counted from 0
     * @param operator that attends, the source's keys being {@link SourceMemory#keys}
     * @param queries (rows of the batch, queryHeads · headDim); overwritten once this returns
     */
    void asked(int layer, Attention operator, Matrix queries);
}
