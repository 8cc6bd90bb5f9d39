package dev.heed.server.schedule;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** One request's pieces: which are still to be begun, and what the others gave. Guarded by the scheduler's lock. */
final class Order<P, R> {
    private final Batching<P, R> engine;
    private final List<P> pieces;
    private final Object[] results;
    private final long deadline; // System.nanoTime(); Long.MAX_VALUE for none
    private final boolean alone;
    private final CompletableFuture<List<R>> answer = new CompletableFuture<>();
    private int begun;
    private int done;

    /** @param alone one piece that is no batch's member: other work than a model's pass over a few texts */
    Order(Batching<P, R> engine, List<P> pieces, long deadline, boolean alone) {
        this.engine = engine;
        this.pieces = pieces;
        this.results = new Object[pieces.size()];
        this.deadline = deadline;
        this.alone = alone;
    }

    Batching<P, R> engine() {
        return engine;
    }

    CompletableFuture<List<R>> answer() {
        return answer;
    }

    boolean alone() {
        return alone;
    }

    boolean late(long now) {
        return deadline != Long.MAX_VALUE && now - deadline > 0;
    }

    /** Whether every piece was begun. */
    boolean begun() {
        return begun == pieces.size();
    }

    /** Tokens of the pieces that were not begun. */
    long waitingTokens() {
        long tokens = 0;
        for (int i = begun; i < pieces.size(); i++) {
            tokens += engine.tokens(pieces.get(i));
        }
        return tokens;
    }

    /** Begins as many further pieces as fit into so many tokens; one at least if the batch is empty. */
    Share<P, R> begin(int room, boolean empty) {
        int first = begun;
        int tokens = 0;
        while (begun < pieces.size()) {
            int next = engine.tokens(pieces.get(begun));
            if (tokens + next > room && !(empty && begun == first)) {
                break;
            }
            tokens += next;
            begun++;
        }
        return new Share<>(this, first, pieces.subList(first, begun), tokens);
    }

    /** Takes a share's results; whether they were the last. */
    boolean take(int first, List<R> part) {
        for (int i = 0; i < part.size(); i++) {
            results[first + i] = part.get(i);
        }
        done += part.size();
        return done == pieces.size();
    }

    @SuppressWarnings("unchecked")
    List<R> results() {
        return new ArrayList<>((List<R>) Arrays.asList(results));
    }

    /** Consecutive pieces of one order within a batch. */
    record Share<P, R>(Order<P, R> order, int first, List<P> pieces, int tokens) {}
}
