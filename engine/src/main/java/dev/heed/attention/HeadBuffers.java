package dev.heed.attention;

import dev.heed.kernel.Kernels;
import dev.heed.kernel.tile.RightFactor;

/**
 * What the passes over heads work in, one after the other: no pass reads what another left. Confined to one thread.
 *
 * @param keys a block of them, transposed: (headDim, keys); of no row where they are laid out already
 * @param values a block of them: (keys, valueDim); likewise
 * @param scores of a tile of queries and a block of keys
 * @param maxima of the scores' rows
 * @param sums of their exponentials
 * @param runningMaxima of the scores so far of each query of a chunk
 * @param runningSums of its exponentials so far
 * @param output its values so far, unscaled: (queries, valueDim)
 */
record HeadBuffers(
        RightFactor keys,
        RightFactor values,
        float[] scores,
        float[] maxima,
        float[] sums,
        float[] runningMaxima,
        float[] runningSums,
        float[] output) {
    /** For passes of at most so many queries and keys. */
    HeadBuffers(Kernels kernels, int queries, int keys, int headDim, int valueDim) {
        this(
                kernels,
                Math.min(HeadPass.QUERY_CHUNK, queries),
                kernels.rightFactor(headDim, block(keys)),
                block(keys),
                valueDim);
    }

    /** The same without room for keys and values, which are laid out already. */
    static HeadBuffers ofKept(Kernels kernels, int queries, int keys, int valueDim) {
        return new HeadBuffers(
                Math.min(HeadPass.QUERY_CHUNK, queries),
                kernels.rightFactor(0, block(keys)),
                kernels.rightFactor(0, valueDim),
                block(keys),
                valueDim);
    }

    private HeadBuffers(Kernels kernels, int queries, RightFactor keys, int block, int valueDim) {
        this(queries, keys, kernels.rightFactor(block, valueDim), block, valueDim);
    }

    private HeadBuffers(int queries, RightFactor keys, RightFactor values, int block, int valueDim) {
        this(
                keys,
                values,
                new float[Math.min(HeadPass.QUERY_TILE, Math.max(1, queries)) * keys.padded(block)],
                new float[HeadPass.QUERY_TILE],
                new float[HeadPass.QUERY_TILE],
                new float[queries],
                new float[queries],
                new float[Math.multiplyExact(queries, valueDim)]);
    }

    /** How many scores of a query are computed for so many keys of a block; the last may be of no key. */
    int columns(int keysOfBlock) {
        return keys.padded(block(keysOfBlock));
    }

    private static int block(int keys) {
        return wholeGroups(Math.min(HeadPass.KEY_BLOCK, Math.max(1, keys)));
    }

    static int wholeGroups(int n) {
        return (n + Kernels.LANES - 1) / Kernels.LANES * Kernels.LANES;
    }
}
