package dev.heed.parallel;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/**
 * Runs numbered tasks on at most a fixed number of threads, the caller's among them.
 *
 * <p>Tasks are claimed one by one, so any thread may run any task: a task must write only what belongs to its number.
 * Thread-safe; several callers share the threads. Idle threads sleep. Closing lets running tasks finish.
 */
public final class Workers implements AutoCloseable {
    /** Everything in the calling thread. */
    public static final Workers CALLER_ONLY = new Workers(1);

    private final int threads;
    private final ExecutorService helpers;

    private Workers(int threads) {
        this.threads = threads;
        this.helpers = threads == 1 ? null : Executors.newFixedThreadPool(threads - 1, Workers::daemon);
    }

    /**
     * Workers for one engine.
     *
     * @param threads the most threads used at once, the caller's included; at least 1
     */
    public static Workers of(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("threads: expected 1 or more, got " + threads);
        }
        return threads == 1 ? CALLER_ONLY : new Workers(threads);
    }

    /** The most threads used at once. */
    public int threads() {
        return threads;
    }

    /**
     * Runs tasks 0 to {@code count - 1} and returns when all are done.
     *
     * @throws RuntimeException what a task threw; the other tasks may or may not have run
     */
    public void run(int count, IntConsumer task) {
        int wanted = Math.min(threads, count) - 1;
        if (wanted <= 0) {
            for (int i = 0; i < count; i++) {
                task.accept(i);
            }
            return;
        }
        AtomicInteger next = new AtomicInteger();
        Runnable claim = () -> {
            for (int i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
                task.accept(i);
            }
        };
        List<Future<?>> running = new ArrayList<>(wanted);
        for (int i = 0; i < wanted; i++) {
            running.add(helpers.submit(claim));
        }
        try {
            claim.run();
        } finally {
            next.addAndGet(count);
            await(running);
        }
    }

    private static void await(List<Future<?>> running) {
        RuntimeException failure = null;
        boolean interrupted = false;
        for (Future<?> future : running) {
            for (boolean done = false; !done; ) {
                try {
                    future.get();
                    done = true;
                } catch (InterruptedException e) {
                    interrupted = true; // the tasks write into the caller's arrays: it may not leave before them
                } catch (ExecutionException e) {
                    failure = e.getCause() instanceof RuntimeException cause
                            ? cause
                            : new IllegalStateException("a worker failed: " + e.getCause(), e.getCause());
                    done = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        if (failure != null) {
            throw failure;
        }
    }

    @Override
    public void close() {
        if (helpers != null) {
            helpers.shutdown();
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "heed-worker");
        thread.setDaemon(true);
        return thread;
    }
}
