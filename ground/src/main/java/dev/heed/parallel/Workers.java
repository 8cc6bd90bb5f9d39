package dev.heed.parallel;

import java.lang.System.Logger.Level;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;

/**
 * Runs numbered tasks on at most a fixed number of threads, the caller's among them.
 *
 * <p>Tasks are claimed one by one, so any thread may run any task: a task must write only what belongs to its number.
 * Thread-safe; several callers share the threads. A thread without work looks for more for {@value #WATCH_NANOS} ns, then
 * sleeps. Where the system refuses a thread, fewer do the work, and a log line says so. Closing lets running tasks finish.
 */
public final class Workers implements AutoCloseable {
    /** Everything in the calling thread. */
    public static final Workers CALLER_ONLY = new Workers(1, false);

    /** How long to watch before sleeping: the next layer's work comes sooner, waking takes longer. */
    private static final long WATCH_NANOS = 50_000;

    /** Looks between two looks at the clock, which costs more than they do. */
    private static final int LOOKS = 32;

    private final int threads;
    private final Queue<Job> open = new ConcurrentLinkedQueue<>(); // jobs that may have tasks to be claimed
    private final Object sleep = new Object();
    private volatile int sleeping; // written under the lock of sleep
    private volatile boolean closed;
    private volatile boolean started; // likewise
    private final boolean shared;
    private volatile Feed feed = Feed.NONE;

    private Workers(int threads, boolean shared) {
        this.threads = threads;
        this.shared = shared;
    }

    /** Other work of the threads. */
    public interface Feed {
        /** Nothing else. */
        Feed NONE = new Feed() {
            @Override
            public boolean waits() {
                return false;
            }

            @Override
            public boolean runOne() {
                return false;
            }
        };

        /** Whether there may be some; cheap. */
        boolean waits();

        /** Does some if there is; whether there was. */
        boolean runOne();
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
        return threads == 1 ? CALLER_ONLY : new Workers(threads, false);
    }

    /**
     * Threads of their own, that work on what a feed gives and help each other with its tasks.
     *
     * @param threads at least 1; whoever else runs tasks comes beside them
     */
    public static Workers shared(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("threads: expected 1 or more, got " + threads);
        }
        return new Workers(threads, true);
    }

    /** Sets where the threads find other work; it goes before tasks that others began. */
    public void feed(Feed other) {
        feed = other;
    }

    /** Says that the feed has work. */
    public void call() {
        if (sleeping > 0 || !started) {
            wake();
        }
    }

    /** The most threads used at once. */
    public int threads() {
        return threads;
    }

    /**
     * Runs tasks 0 to {@code count - 1} and returns when all are done. A task may itself call this.
     *
     * @throws RuntimeException what the first task by number threw, as one thread alone would; later ones not yet begun are
     *     left out
     */
    public void run(int count, IntConsumer task) {
        if (threads == 1 || count < 2 || closed) {
            for (int i = 0; i < count; i++) {
                task.accept(i);
            }
            return;
        }
        Job job = new Job(count, task);
        open.add(job);
        try {
            if (sleeping > 0 || !started) {
                wake();
            }
        } finally { // whatever fails, no task goes on in the caller's arrays behind its back
            job.run();
            open.remove(job);
            job.await();
        }
        job.rethrow();
    }

    private void wake() {
        synchronized (sleep) {
            if (!started) {
                started = true;
                startHelpers();
            }
            sleep.notifyAll();
        }
    }

    /** As many as the system gives: what the others would have done, those that run and the caller do. */
    private void startHelpers() {
        for (int i = shared ? 0 : 1; i < threads; i++) {
            try {
                Thread helper = new Thread(this::help, "heed-worker");
                helper.setDaemon(true);
                helper.start();
            } catch (OutOfMemoryError e) {
                System.getLogger(Workers.class.getName())
                        .log(
                                Level.WARNING,
                                "threads: expected {0}, got {1} ({2}); raise the limit of processes, or ask for fewer threads",
                                threads,
                                i,
                                e.getMessage());
                return;
            }
        }
    }

    /** A helper's life. */
    private void help() {
        while (!closed) {
            if (!feed.runOne() && !runOpenJobs() && !watch()) {
                sleepUntilWoken();
            }
        }
    }

    /** Whether there was anything to do. */
    private boolean runOpenJobs() {
        boolean found = false;
        for (Job job = open.peek(); job != null && !feed.waits(); job = open.peek()) {
            job.run();
            open.remove(job);
            found = true;
        }
        return found;
    }

    /** Waits a while for a job; whether one came. */
    private boolean watch() {
        return Spin.until(() -> open.peek() != null || feed.waits());
    }

    private void sleepUntilWoken() {
        synchronized (sleep) {
            sleeping++;
            try {
                while (open.isEmpty() && !feed.waits() && !closed) {
                    sleep.wait();
                }
            } catch (InterruptedException e) {
                // nobody has this thread to interrupt it
            } finally {
                sleeping--;
            }
        }
    }

    /** Looks again and again, for a short time. */
    private interface Spin {
        boolean holds();

        static boolean until(Spin condition) {
            long end = System.nanoTime() + WATCH_NANOS;
            do {
                for (int i = 0; i < LOOKS; i++) {
                    if (condition.holds()) {
                        return true;
                    }
                    Thread.onSpinWait();
                }
            } while (System.nanoTime() < end);
            return false;
        }
    }

    /**
     * Tasks to be claimed. Whoever asked for them waits for the tasks, not for the helpers: a helper that is busy
     * elsewhere comes late, finds nothing left and goes.
     */
    private static final class Job {
        private final int count;
        private final IntConsumer task;
        private final AtomicInteger next = new AtomicInteger();
        private final AtomicInteger left;
        private final AtomicReference<Failure> failure = new AtomicReference<>(Failure.NONE);
        private volatile Thread waiting;

        Job(int count, IntConsumer task) {
            this.count = count;
            this.task = task;
            this.left = new AtomicInteger(count);
        }

        /** Runs tasks until all are claimed. */
        void run() {
            for (int i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
                try {
                    if (i < failure.get().task) { // an earlier one still runs: it may have the first word
                        task.accept(i);
                    }
                } catch (Throwable e) {
                    failure.accumulateAndGet(new Failure(i, e), (a, b) -> a.task < b.task ? a : b);
                } finally {
                    if (left.decrementAndGet() == 0) {
                        LockSupport.unpark(waiting);
                    }
                }
            }
        }

        /** Not to be interrupted: the tasks write into the caller's arrays. */
        void await() {
            if (Spin.until(() -> left.get() == 0)) {
                return;
            }
            boolean interrupted = false;
            waiting = Thread.currentThread();
            while (left.get() > 0) {
                LockSupport.park(this);
                interrupted |= Thread.interrupted();
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }

        /** What a task threw. */
        private record Failure(int task, Throwable thrown) {
            static final Failure NONE = new Failure(Integer.MAX_VALUE, null);
        }

        void rethrow() {
            Throwable thrown = failure.get().thrown;
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
        closed = true;
        synchronized (sleep) {
            sleep.notifyAll();
        }
    }
}
