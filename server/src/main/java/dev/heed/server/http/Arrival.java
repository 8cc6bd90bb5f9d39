package dev.heed.server.http;

import dev.heed.server.http.Refusal.Reason;
import io.helidon.webserver.http.ServerRequest;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Waits for one request's body, no longer than the limit. Closing gives up a read that still waits, and with it the
 * connection: so close it once the refusal is said. Confined to the request's thread.
 */
final class Arrival implements AutoCloseable {
    private final Limits limits;
    private Thread reader;

    Arrival(Limits limits) {
        this.limits = limits;
    }

    /** @throws Refusal if it is too large, torn, too slow, or not what is expected */
    Keys of(ServerRequest request) {
        if (request.headers().contentLength().orElse(-1) > limits.bodyBytes()) {
            throw Body.tooLarge(limits);
        }
        CompletableFuture<Keys> arriving = new CompletableFuture<>();
        reader = Thread.ofVirtual().name("heed-body").start(() -> {
            try {
                arriving.complete(Body.read(request.content().inputStream(), limits));
            } catch (Throwable e) {
                arriving.completeExceptionally(e);
            }
        });
        try {
            return arriving.get(limits.receive().toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Refusal refusal) {
                throw refusal;
            }
            throw new Refusal(
                    Reason.MALFORMED, "body", "expected all of it, the connection ended before", e.getCause());
        } catch (TimeoutException e) {
            throw new Refusal(
                    Reason.SLOW,
                    "body",
                    "expected all of it within " + limits.receive().toSeconds() + " s, got a part");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Refusal(Reason.BUSY, "server", "is stopping");
        }
    }

    @Override
    public void close() {
        if (reader != null && reader.isAlive()) {
            reader.interrupt();
        }
    }
}
