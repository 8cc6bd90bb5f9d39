package dev.heed.server.schedule;

import java.util.List;

/**
 * What computes pieces of work of one kind, several at once. Pieces of different requests meet in one call if they were
 * ordered from the same object. Thread-safe; what a piece's neighbours are must not show in its result.
 *
 * @param <P> a piece: a text ready for the model, say
 * @param <R> its result
 */
public interface Batching<P, R> {
    /** How much work a piece is, in tokens; at least 1. */
    int tokens(P piece);

    /** The results, in the order of the pieces. */
    List<R> compute(List<P> pieces);
}
