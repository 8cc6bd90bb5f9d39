package dev.heed;

import dev.heed.parallel.Workers;
import java.util.Objects;

/**
 * Threads that several engines of a process share, so that together they use no more than one would. Open, give to each
 * engine's builder, close after the last of them. Thread-safe.
 *
 * <pre>{@code
 * try (var threads = SharedThreads.of(4);
 *         var one = Encoder.builder(model).threads(threads).open();
 *         var other = Encoder.builder(otherModel).threads(threads).open()) { … }
 * }</pre>
 */
public final class SharedThreads implements AutoCloseable {
    private final Workers workers;

    private SharedThreads(Workers workers) {
        this.workers = workers;
    }

    /**
     * Threads, asleep until there is something to do.
     *
     * @param count at least 1
     */
    public static SharedThreads of(int count) {
        return new SharedThreads(Workers.shared(count));
    }

    /** What else these threads do: what a feed has goes before helping with an engine's tasks. */
    public interface Feed {
        /** Whether there may be something to do; cheap. */
        boolean waits();

        /** Does something if there is; whether there was. Throws nothing. */
        boolean runOne();
    }

    /** Lets the threads take work from the feed, whenever one of them is free. */
    public void feed(Feed feed) {
        Objects.requireNonNull(feed, "feed");
        workers.feed(new Workers.Feed() {
            @Override
            public boolean waits() {
                return feed.waits();
            }

            @Override
            public boolean runOne() {
                return feed.runOne();
            }
        });
    }

    /** The feed has something: wakes a thread that sleeps. */
    public void call() {
        workers.call();
    }

    /** How many. */
    public int count() {
        return workers.threads();
    }

    Workers workers() {
        return workers;
    }

    /** Lets running tasks finish and the threads end. */
    @Override
    public void close() {
        workers.close();
    }

    @Override
    public String toString() {
        return "SharedThreads[" + count() + "]";
    }
}
