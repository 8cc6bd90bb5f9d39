package dev.heed.server.wire;

import java.io.IOException;

/** Answers requests; called by many connections' threads at once. */
public interface Handler {
    /** Answers one request. An {@link IOException} ends the connection: the caller is gone. */
    void handle(Exchange exchange) throws IOException;

    /** Says why something is no request. */
    void refuse(NotHttp why, Exchange exchange) throws IOException;
}
