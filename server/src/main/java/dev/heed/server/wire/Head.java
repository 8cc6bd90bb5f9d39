package dev.heed.server.wire;

/**
 * What stands before a request's body.
 *
 * @param method as sent: {@code GET}
 * @param path from the first slash, without the query, not decoded
 * @param query behind the question mark; empty for none
 * @param minor of the version: 1 of HTTP/1.1, 0 of HTTP/1.0
 */
public record Head(String method, String path, String query, int minor, Headers headers) {
    /** Whether the connection may serve another request behind this one (RFC 9112, section 9.3). */
    boolean keepsAlive() {
        if (headers.lists("connection", "close")) {
            return false;
        }
        return minor > 0 || headers.lists("connection", "keep-alive");
    }
}
