package dev.heed.parallel;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;

/**
 * Runs numbered tasks on at most a fixed number of threads, the caller's among them.
 *
 * <p>Tasks are claimed one by one, so any thread may run any task: a task must write only what belongs to its number.
 * Thread-safe; several callers share the threads. A thread without work looks for more for {@value #WATCH_NANOS} ns, then
 * sleeps. Closing lets running tasks finish.
 */
public final class Workers implements AutoCloseable {
    /** Everything in the calling thread. */
    public static final Workers CALLER_ONLY = new Workers(1);

    /** How long to watch before sleeping: the next layer's work comes sooner, waking takes longer. */
    private static final long WATCH_NANOS = 50_000;

    private final int threads;
    private final ThreadPoolExecutor helpers;

    private Workers(int threads) {
        this.threads = threads;
        this.helpers = threads == 1
                ? null
                : new ThreadPoolExecutor(
                        threads - 1, threads - 1, 0, TimeUnit.SECONDS, new WatchedQueue(), Workers::daemon);
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
     * Runs tasks 0 to {@code count - 1} and returns when all are done. A task may itself call this.
     *
     * @throws RuntimeException what a task threw first; tasks not yet begun are then left out
     */
    public void run(int count, IntConsumer task) {
        int wanted = Math.min(threads, count) - 1;
        if (wanted <= 0) {
            for (int i = 0; i < count; i++) {
                task.accept(i);
            }
            return;
        }
        Job job = new Job(count, task);
        try {
            for (int i = 0; i < wanted; i++) {
                helpers.execute(job);
            }
        } catch (RejectedExecutionException e) {
            // closed meanwhile: the caller does what is left
        }
        try {
            job.run();
        } finally {
            job.await();
            while (helpers.remove(job)) {
                // helpers that were busy elsewhere need not come any more
            }
        }
        job.rethrow();
    }

    /** Whoever takes from it watches a while before going to sleep. */
    private static final class WatchedQueue extends LinkedBlockingQueue<Runnable> {
        private static final long serialVersionUID = 1L;

        @Override
        public Runnable take() throws InterruptedException {
            long until = System.nanoTime() + WATCH_NANOS;
            do {
                Runnable next = poll();
                if (next != null) {
                    return next;
                }
                Thread.onSpinWait();
            } while (System.nanoTime() < until);
            return super.take();
        }
    }

    /**
     * Tasks to be claimed. Whoever asked for them waits for the tasks, not for the helpers: a helper that is busy
     * elsewhere comes late, finds nothing left and goes.
     */
    private static final class Job implements Runnable {
        private final int count;
        private final IntConsumer task;
        private final AtomicInteger next = new AtomicInteger();
        private final AtomicReference<Throwable> failure = new AtomicReference<>();
        private final CountDownLatch done;

        Job(int count, IntConsumer task) {
            this.count = count;
            this.task = task;
            this.done = new CountDownLatch(count);
        }

        @Override
        public void run() {
            for (int i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
                try {
                    if (failure.get() == null) {
                        task.accept(i);
                    }
                } catch (Throwable e) {
                    failure.compareAndSet(null, e);
                } finally {
                    done.countDown();
                }
            }
        }

        /** Not to be interrupted: the tasks write into the caller's arrays. */
        void await() {
            boolean interrupted = false;
            long until = System.nanoTime() + WATCH_NANOS;
            while (done.getCount() > 0 && System.nanoTime() < until) {
                Thread.onSpinWait();
            }
            while (done.getCount() > 0) {
                try {
                    done.await();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }

        void rethrow() {
            Throwable thrown = failure.get();
            if (thrown instanceof RuntimeException e) {
                throw e;
            }
            if (thrown instanceof Error e) {
                throw e;
            }
            if (thrown != null) {
                throw new IllegalStateException("a task threw " + thrown, thrown);
            }
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
