package dev.heed.server.http;

import java.io.IOException;

/** What answers at a path. Thread-safe; runs on the connection's virtual thread, so it only reads, waits and writes. */
@FunctionalInterface
public interface Endpoint {
    /**
     * Answers.
     *
     * @throws Refusal if it does not
     * @throws IOException if the caller is gone
     */
    void answer(Call call) throws IOException;
}
