package dev.heed.server.http;

import dev.heed.server.http.Refusal.Reason;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Lets a few requests compute at a time, a few more wait, and none of them hold its caller longer than the limit. Work
 * that overruns keeps its place until it really ends, so that slow requests cannot pile up. Thread-safe.
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
        CompletableFuture<T> answer = new CompletableFuture<>();
        Thread.ofVirtual().name("heed-request").start(() -> {
            boolean placed = false;
            try {
                placed = places.tryAcquire(limits.answer().toMillis(), TimeUnit.MILLISECONDS);
                if (placed && !answer.isCancelled()) {
                    answer.complete(work.get());
                }
            } catch (Throwable e) {
                answer.completeExceptionally(e);
            } finally {
                if (placed) {
                    places.release();
                }
                queue.release();
            }
        });
        return await(answer);
    }

    private <T> T await(CompletableFuture<T> answer) {
        try {
            return answer.get(limits.answer().toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw Refusals.of(e.getCause());
        } catch (TimeoutException | CancellationException e) {
            answer.cancel(false);
            throw new Refusal(
                    Reason.BUSY,
                    "server",
                    "expected an answer within " + limits.answer().toSeconds()
                            + " s, got none; shorten the text or try again");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Refusal(Reason.BUSY, "server", "is stopping");
        }
    }
}
