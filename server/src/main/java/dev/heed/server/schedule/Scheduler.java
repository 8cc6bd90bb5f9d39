package dev.heed.server.schedule;

import dev.heed.SharedThreads;
import dev.heed.server.schedule.Order.Share;
import dev.heed.server.schedule.Rejected.Why;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * The one queue of everything that the process computes. A thread of the pool that has nothing to do takes the next batch;
 * none waits for more to come. Thread-safe.
 */
public final class Scheduler implements AutoCloseable {
    private static final int LONGEST_RETRY_SECONDS = 30;

    private final Capacity capacity;
    private final Watcher watcher;
    private final SharedThreads threads;
    private final Object lock = new Object();
    private final Lanes lanes; // guarded by lock, as are the fields below
    private long waitingTokens;
    private long runningTokens;
    private int running;
    private int runningAlone;
    private double tokensASecond; // while computing, on one thread; 0 before anything was
    private boolean stopping;
    private volatile boolean waits; // whether a thread would find something

    /** @param threads computes all of it; stays the caller's to close, after this */
    public Scheduler(Capacity capacity, SharedThreads threads, Watcher watcher) {
        this.capacity = capacity;
        this.threads = threads;
        this.watcher = watcher;
        this.lanes = new Lanes(capacity.batchTokens());
        threads.feed(new SharedThreads.Feed() {
            @Override
            public boolean waits() {
                return waits;
            }

            @Override
            public boolean runOne() {
                return waits && Scheduler.this.runOne();
            }
        });
    }

    /** Work that was taken on. */
    public interface Ticket<R> {
        /** The results in the order of the pieces; fails with {@link Rejected} if it was given up. */
        CompletableFuture<List<R>> answer();

        /** Nobody waits for it any more: what was not begun is taken out. */
        void abandon();
    }

    /**
     * Takes a request's pieces on.
     *
     * @param deadline in {@link System#nanoTime}; {@link Long#MAX_VALUE} for none
     * @throws Rejected if it is too much, now or ever
     */
    public <P, R> Ticket<R> order(Batching<P, R> engine, List<P> pieces, long deadline) {
        return take(new Order<>(engine, List.copyOf(pieces), deadline, false));
    }

    /**
     * Takes on work that is no batch's member. One thread at least is kept free of such work, if there are several.
     *
     * @param tokens how much it is, about
     */
    public <R> Ticket<R> alone(Supplier<R> work, int tokens, long deadline) {
        Batching<Supplier<R>, R> engine = new Batching<>() {
            @Override
            public int tokens(Supplier<R> piece) {
                return Math.max(1, tokens);
            }

            @Override
            public List<R> compute(List<Supplier<R>> pieces) {
                return java.util.Collections.singletonList(pieces.getFirst().get());
            }
        };
        return take(new Order<>(engine, List.of(work), deadline, true));
    }

    /** Tokens that wait. */
    public long waitingTokens() {
        synchronized (lock) {
            return waitingTokens;
        }
    }

    /** How long what waits will take, about, in seconds. */
    public double waitingSeconds() {
        synchronized (lock) {
            return seconds(waitingTokens + runningTokens);
        }
    }

    /** Whether nothing waits and nothing is computed. */
    public boolean idle() {
        synchronized (lock) {
            return lanes.isEmpty() && running == 0;
        }
    }

    private <P, R> Ticket<R> take(Order<P, R> order) {
        long tokens = order.waitingTokens();
        synchronized (lock) {
            checkRoom(tokens);
            waitingTokens += tokens;
            lanes.add(order, tokens);
            waits = true;
        }
        threads.call();
        return new Ticket<>() {
            @Override
            public CompletableFuture<List<R>> answer() {
                return order.answer();
            }

            @Override
            public void abandon() {
                giveUp(order, new Rejected(Why.ABANDONED, "given up: nobody waits for it", 1));
            }
        };
    }

    private void checkRoom(long tokens) {
        if (stopping) {
            throw new Rejected(Why.STOPPING, "the server is stopping", 1);
        }
        if (tokens > capacity.queuedTokens()) {
            throw new Rejected(
                    Why.NEVER_FITS,
                    "expected at most " + capacity.queuedTokens() + " tokens a request, got " + tokens + "; send fewer",
                    0);
        }
        if (waitingTokens + tokens > capacity.queuedTokens()) {
            int retry = retrySeconds();
            throw new Rejected(
                    Why.FULL,
                    "expected room for " + tokens + " tokens, got " + (capacity.queuedTokens() - waitingTokens) + " of "
                            + capacity.queuedTokens() + "; try again in " + retry + " s",
                    retry);
        }
    }

    /** The time after which half of what waits is done. */
    private int retrySeconds() {
        return (int) Math.clamp(Math.ceil(seconds(waitingTokens) / 2), 1, LONGEST_RETRY_SECONDS);
    }

    private double seconds(long tokens) {
        return tokensASecond == 0 ? 0 : tokens / (tokensASecond * capacity.threads());
    }

    /** Takes out what was not begun. */
    private void giveUp(Order<?, ?> order, Throwable why) {
        synchronized (lock) {
            if (lanes.remove(order)) {
                waitingTokens -= order.waitingTokens();
            }
            waits = waits && !lanes.isEmpty();
        }
        order.answer().completeExceptionally(why);
    }

    /** Computes the next batch in the calling thread; false if there is none. */
    private boolean runOne() {
        List<Share<?, ?>> batch;
        long tokens;
        List<Order<?, ?>> late;
        synchronized (lock) {
            late = lanes.late(System.nanoTime());
            late.forEach(order -> waitingTokens -= order.waitingTokens());
            boolean lone = runningAlone < Math.max(1, capacity.threads() - 1);
            batch = lanes.next(lone);
            tokens = batch.stream().mapToLong(Share::tokens).sum();
            waitingTokens -= tokens;
            runningTokens += tokens;
            running += batch.isEmpty() ? 0 : 1;
            runningAlone += isAlone(batch) ? 1 : 0;
            waits = !lanes.isEmpty() && !batch.isEmpty();
        }
        late.forEach(order -> order.answer().completeExceptionally(Rejected.late()));
        if (batch.isEmpty()) {
            return false;
        }
        long begun = System.nanoTime();
        try {
            compute(batch);
        } finally {
            ended(batch, tokens, System.nanoTime() - begun);
        }
        return true;
    }

    private void ended(List<Share<?, ?>> batch, long tokens, long nanos) {
        synchronized (lock) {
            runningTokens -= tokens;
            running--;
            if (isAlone(batch)) {
                runningAlone--;
            } else {
                double now = tokens * 1e9 / Math.max(1, nanos);
                tokensASecond = tokensASecond == 0 ? now : 0.9 * tokensASecond + 0.1 * now;
            }
            waits = !lanes.isEmpty();
        }
        watcher.computed(
                batch.size(), batch.stream().mapToInt(s -> s.pieces().size()).sum(), tokens, nanos);
        if (waits) {
            threads.call();
        }
    }

    private static boolean isAlone(List<Share<?, ?>> batch) {
        return !batch.isEmpty() && batch.getFirst().order().alone();
    }

    /** Shares of one engine, whatever it is. */
    @SuppressWarnings("unchecked")
    private <P, R> void compute(List<Share<?, ?>> batch) {
        List<Share<P, R>> shares = (List<Share<P, R>>) (List<?>) batch;
        Batching<P, R> engine = shares.getFirst().order().engine();
        List<R> results;
        try {
            results = engine.compute(
                    shares.stream().flatMap(share -> share.pieces().stream()).toList());
        } catch (Throwable e) {
            if (shares.size() == 1) {
                giveUp(shares.getFirst().order(), e);
            } else { // whose fault it was shows when each is alone
                batch.forEach(share -> this.<P, R>compute(List.of(share)));
            }
            return;
        }
        int from = 0;
        for (Share<P, R> share : shares) {
            int to = from + share.pieces().size();
            deliver(share, results.subList(from, to));
            from = to;
        }
    }

    private <P, R> void deliver(Share<P, R> share, List<R> part) {
        List<R> all = null;
        synchronized (lock) {
            if (share.order().take(share.first(), part)) {
                all = share.order().results();
            }
        }
        if (all != null) {
            share.order().answer().complete(all);
        }
    }

    /** Takes nothing more on and gives up what waits; what is being computed ends. */
    @Override
    public void close() {
        List<Order<?, ?>> left;
        synchronized (lock) {
            stopping = true;
            left = lanes.drained();
            waitingTokens = 0;
            waits = false;
        }
        left.forEach(
                order -> order.answer().completeExceptionally(new Rejected(Why.STOPPING, "the server is stopping", 1)));
    }
}
