package dev.heed.server.http;

import dev.heed.server.wire.Exchange;

/** Is told of every request once it is over. Thread-safe. */
public interface Witness {
    /**
     * A request is over.
     *
     * @param path as routed: never a path that the caller made up
     * @param left whether the caller left before its answer was sent
     */
    void answered(Exchange exchange, String path, Tally tally, long nanos, boolean left);
}
