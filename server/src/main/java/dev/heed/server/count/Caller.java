package dev.heed.server.count;

import dev.heed.server.http.OneLine;
import dev.heed.server.wire.Exchange;

/**
 * Who asks, and how: as the connection says, or the proxy in front where that is trusted.
 *
 * @param address of the one who asks
 * @param scheme {@code http}, or {@code https} where a proxy says so
 */
record Caller(String address, String scheme) {
    /** @param trustsForwarded whether {@code X-Forwarded-For} and {@code -Proto} are a proxy's word */
    static Caller of(Exchange exchange, boolean trustsForwarded) {
        String address = forwarded(exchange, trustsForwarded, "x-forwarded-for");
        String scheme = forwarded(exchange, trustsForwarded, "x-forwarded-proto");
        return new Caller(
                address == null ? exchange.peer().getHostAddress() : OneLine.of(address),
                "https".equalsIgnoreCase(scheme) ? "https" : "http");
    }

    private static String forwarded(Exchange exchange, boolean trusted, String header) {
        String value =
                trusted && exchange.head() != null ? exchange.head().headers().first(header) : null;
        return value == null || value.isBlank() ? null : value.split(",")[0].strip();
    }
}
