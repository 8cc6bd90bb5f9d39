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
 * @param space as many rows as the batch
 */
record Pass(Sequences sequences, List<KeyValueCache> caches, Workspace space, Workers workers, Kernels kernels) {}
