package dev.heed.server.http;

import dev.heed.server.http.Refusal.Reason;
import dev.heed.server.wire.Exchange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Takes bodies in: none longer than its limit, none slower, and all that are held at once within one sum, whoever sends
 * them. Thread-safe.
 */
final class Intake {
    private static final int CHUNK = 65_536;
    /** A second more for each so many bytes: a large body has longer to arrive. */
    private static final long BYTES_A_SECOND = 1 << 20;

    private final long mostAtOnce;
    private final AtomicLong held = new AtomicLong();

    /** @param mostAtOnce bytes of all bodies that are held at once */
    Intake(long mostAtOnce) {
        this.mostAtOnce = mostAtOnce;
    }

    /** What one request holds; gives it back when closed. */
    final class Share implements AutoCloseable {
        private long bytes;

        private void add(long more, int limit) {
            if (held.addAndGet(more) > mostAtOnce) {
                held.addAndGet(-more);
                throw new Refusal(
                                Reason.BUSY,
                                "memory",
                                "expected at most " + mostAtOnce + " bytes of requests at once, got more; try again")
                        .retryAfter(1);
            }
            bytes += more;
        }

        @Override
        public void close() {
            held.addAndGet(-bytes);
            bytes = 0;
        }
    }

    Share share() {
        return new Share();
    }

    /**
     * Reads a body to its end.
     *
     * @throws Refusal if it is too large, torn or too slow
     */
    byte[] read(Exchange exchange, int limit, Duration time, Share share) {
        if (exchange.statedLength() > limit) {
            throw tooLarge(limit);
        }
        long millis = time.toMillis() + 1_000 * Math.max(0, exchange.statedLength()) / BYTES_A_SECOND;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] chunk = new byte[(int) Math.clamp(exchange.statedLength(), 1_024, CHUNK)];
        try {
            InputStream in = exchange.body(millis);
            for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
                if (bytes.size() + count > limit) {
                    throw tooLarge(limit);
                }
                share.add(count, limit);
                bytes.write(chunk, 0, count);
            }
        } catch (SocketTimeoutException e) {
            throw new Refusal(Reason.SLOW, "body", "expected all of it within " + millis / 1_000 + " s, got a part", e);
        } catch (IOException e) {
            throw new Refusal(Reason.MALFORMED, "body", "expected all of it, the connection ended or broke before", e);
        }
        return bytes.toByteArray();
    }

    private static Refusal tooLarge(int limit) {
        return new Refusal(Reason.TOO_LARGE, "body", "expected at most " + limit + " bytes, got more; shorten it");
    }
}
