package dev.heed.server.http;

import java.time.Duration;

/**
 * What a request may cost.
 *
 * @param bodyBytes most bytes of a body
 * @param textLength most characters (UTF-16 units) of all its texts together
 * @param receive longest time that a body may take to arrive
 * @param answer longest time from there to the answer, waiting included
 * @param atOnce requests computed at the same time
 * @param waiting requests that may wait for their turn
 */
public record Limits(int bodyBytes, int textLength, Duration receive, Duration answer, int atOnce, int waiting) {
    /** For people at a page, and programs of the same machine. */
    public static final Limits USUAL = new Limits(
            1 << 20,
            200_000,
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            Math.max(2, Runtime.getRuntime().availableProcessors()),
            64);

    public Limits {
        if (bodyBytes < 1 || textLength < 1 || atOnce < 1 || waiting < 0) {
            throw new IllegalArgumentException("limits: expected at least one byte, character and request at once, got "
                    + bodyBytes + ", " + textLength + ", " + atOnce);
        }
    }
}
