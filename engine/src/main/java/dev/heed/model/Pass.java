package dev.heed.model;

import dev.heed.attention.Sequences;
import dev.heed.kernel.Kernels;
import dev.heed.parallel.Workers;
import java.util.List;

/**
 * One batch on its way through the blocks.
 *
 * @param sequences the batch's rows, and how many keys each sequence has, those kept from before included
 * @param caches one a sequence; empty where nothing is kept
 * @param sources one a sequence, of decoders that write of a source; empty for other models
 * @param observer of what is asked of the sources; null for none
 * @param space as many rows as the batch
 */
record Pass(
        Sequences sequences,
        List<KeyValueCache> caches,
        List<SourceMemory> sources,
        SourceObserver observer,
        Workspace space,
        Workers workers,
        Kernels kernels) {
    /** A pass of a text alone, of which nothing is kept. */
    static Pass alone(Sequences sequences, Workspace space, Workers workers, Kernels kernels) {
        return new Pass(sequences, List.of(), List.of(), null, space, workers, kernels);
    }
}
