package dev.heed;

import dev.heed.parallel.Workers;
import java.lang.foreign.Arena;
import java.util.concurrent.atomic.AtomicBoolean;

/** What an open model holds: threads, its own or lent, and the memory of its files; given back once. Thread-safe. */
final class Resources implements AutoCloseable {
    private final String owner;
    private final Workers workers;
    private final boolean lent;
    private final Arena arena;
    private final AtomicBoolean closed = new AtomicBoolean();

    /**
     * Holds threads and memory.
     *
     * @param owner what a user knows it as: {@code encoder}
     * @param shared threads that others use too and that stay open; null for its own
     * @param threads how many of its own; passed over where they are shared
     */
    Resources(String owner, SharedThreads shared, int threads) {
        this.owner = owner;
        this.lent = shared != null;
        this.workers = lent ? shared.workers() : Workers.of(threads);
        this.arena = Arena.ofShared();
    }

    Workers workers() {
        return workers;
    }

    /** Where the files of the model are mapped. */
    Arena arena() {
        return arena;
    }

    /** @throws IllegalStateException if they were given back */
    void checkOpen() {
        if (closed.get()) {
            throw new IllegalStateException(owner + ": expected it to be open, it is closed");
        }
    }

    /** Gives them back; a second call does nothing. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            if (!lent) {
                workers.close();
            }
            arena.close();
        }
    }
}
