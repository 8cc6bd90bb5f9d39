package dev.heed.model;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Function;

/**
 * Lends workspaces to one batch after the other. They are most of what a batch writes to, and so large that a collection
 * that meets them moves them among the old objects: made anew each time, they fill a long run's heap.
 *
 * <p>Kept are as many as there are processors, none for more than {@value #MOST_TOKENS} tokens. Thread-safe.
 */
final class Workspaces {
    private static final int MOST_TOKENS = 512;
    /** Sizes are multiples of this, so that one serves batches of nearly the same size. */
    private static final int STEP = 32;

    private final Workspace.Widths widths;
    private final BlockingQueue<Workspace> idle =
            new ArrayBlockingQueue<>(Runtime.getRuntime().availableProcessors());

    Workspaces(Workspace.Widths widths) {
        this.widths = widths;
    }

    /**
     * What {@code use} makes in a workspace.
     *
     * @param tokens rows of its matrices, whose numbers are those of the last use
     * @param use must not let any of them out
     */
    <T> T lend(int tokens, Function<Workspace, T> use) {
        Workspace space = idle.poll();
        if (space == null || space.tokens() < tokens) {
            space = Workspace.of(Math.ceilDiv(tokens, STEP) * STEP, widths);
        }
        try {
            return use.apply(space.first(tokens));
        } finally {
            if (space.tokens() <= MOST_TOKENS) {
                idle.offer(space);
            }
        }
    }
}
