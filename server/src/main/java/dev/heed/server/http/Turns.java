package dev.heed.server.http;

import dev.heed.server.http.Refusal.Reason;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Lets a few requests compute at a time, a few more wait, and none of them hold its caller longer than the limit. Work
 * that overruns keeps its place until it really ends, so that slow requests cannot pile up. A turn is a platform thread:
 * on virtual ones, as many computing turns as processors would leave none to answer anyone. Thread-safe.
 */
final class Turns {
    private final Limits limits;
    private final Semaphore places;
    private final Semaphore queue;

    Turns(Limits limits) {
        this.limits = limits;
        this.places = new Semaphore(limits.atOnce(), true);
        this.queue = new Semaphore(limits.atOnce() + limits.waiting());
    }

    /**
     * Does the work when its turn comes.
     *
     * @throws Refusal with {@link Reason#BUSY} if too many wait, or if it takes too long
     */
    <T> T take(Supplier<T> work) {
        if (!queue.tryAcquire()) {
            throw new Refusal(
                    Reason.BUSY,
                    "server",
                    "expected at most " + (limits.atOnce() + limits.waiting()) + " requests, got more; try again");
        }
        long end = System.nanoTime() + limits.answer().toNanos();
        CompletableFuture<T> answer = new CompletableFuture<>();
        boolean begun = false;
        try {
            if (!places.tryAcquire(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                throw late();
            }
            begin(work, answer);
            begun = true;
            return answer.get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw Refusals.of(e.getCause());
        } catch (TimeoutException e) {
            throw late();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Refusal(Reason.BUSY, "server", "is stopping");
        } finally {
            if (!begun) {
                queue.release();
            }
        }
    }

    /** Works on a thread of its own, which gives back its place and that in the queue. */
    private <T> void begin(Supplier<T> work, CompletableFuture<T> answer) {
        Thread turn = Thread.ofPlatform().daemon().name("heed-request").unstarted(() -> {
            try {
                answer.complete(work.get());
            } catch (Throwable e) {
                answer.completeExceptionally(e);
            } finally {
                places.release();
                queue.release();
            }
        });
        try {
            turn.start();
        } catch (OutOfMemoryError e) { // no thread is left to be had
            places.release();
            throw Refusals.of(e);
        }
    }

    private Refusal late() {
        return new Refusal(
                Reason.BUSY,
                "server",
                "expected an answer within " + limits.answer().toSeconds()
                        + " s, got none; shorten the text or try again");
    }
}
