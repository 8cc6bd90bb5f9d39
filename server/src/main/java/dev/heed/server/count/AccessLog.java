package dev.heed.server.count;

import dev.heed.server.http.OneLine;
import dev.heed.server.http.Tally;
import dev.heed.server.http.Witness;
import dev.heed.server.wire.Exchange;
import dev.heed.view.json.JsonOutput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A line of JSON for each request, as it ends; nothing of what was asked but its size. Thread-safe.
 */
public final class AccessLog implements Witness {
    private final OutputStream out;
    private final boolean trustsForwarded;

    /**
     * Logs.
     *
     * @param out not closed
     * @param trustsForwarded whether X-Forwarded-For is a proxy's word for who asks
     */
    public AccessLog(OutputStream out, boolean trustsForwarded) {
        this.out = out;
        this.trustsForwarded = trustsForwarded;
    }

    @Override
    public void answered(Exchange exchange, String path, Tally tally, long nanos, boolean left) {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        try (JsonOutput json = new JsonOutput(line)) {
            json.object(() -> write(json, exchange, path, tally, nanos, left));
            json.endLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        try {
            synchronized (out) {
                out.write(line.toByteArray());
                out.flush();
            }
        } catch (IOException e) {
            // a log that cannot be written stops no answer
        }
    }

    private void write(JsonOutput json, Exchange exchange, String path, Tally tally, long nanos, boolean left)
            throws IOException {
        var head = exchange.head();
        json.put("time", Instant.now().truncatedTo(ChronoUnit.MILLIS).toString());
        json.put("client", Caller.of(exchange, trustsForwarded).address());
        json.put("method", head == null ? null : OneLine.of(head.method()));
        json.put("path", path);
        if (left) {
            json.putNull("status");
        } else {
            json.put("status", exchange.status());
        }
        json.put("milliseconds", nanos / 1_000 / 1e3f);
        json.put("bytes", exchange.sent());
        json.put("model", tally.model());
        json.put("inputs", tally.inputs());
        json.put("tokensRead", tally.tokensRead());
        json.put("tokensGiven", tally.tokensGiven());
        json.put("tokensWritten", tally.tokensWritten());
        json.put("truncated", tally.truncated());
        json.put(
                "agent",
                head == null || head.headers().first("user-agent") == null
                        ? null
                        : OneLine.of(head.headers().first("user-agent")));
    }
}
