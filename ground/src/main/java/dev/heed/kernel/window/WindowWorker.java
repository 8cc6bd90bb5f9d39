package dev.heed.kernel.window;

import java.lang.foreign.MemorySegment;

/**
 * One worker's own rows of both matrices and the arithmetic on them. Plans are trusted. Confined to one thread at a time;
 * closing releases the memory.
 */
public interface WindowWorker extends AutoCloseable {
    /** The input rows (slots, stride), floats in native order. */
    MemorySegment inputs();

    /** The output rows (slots, stride), floats in native order. */
    MemorySegment outputs();

    /** Runs a plan of skip-gram windows. */
    void skipGram(int[] plan, float rate);

    /** Runs a plan of CBOW windows. */
    void cbow(int[] plan, float rate);

    /** The sum of −ln p over all outputs since the last call, p being what the model gave the true label. */
    double takeLoss();

    @Override
    void close();
}
