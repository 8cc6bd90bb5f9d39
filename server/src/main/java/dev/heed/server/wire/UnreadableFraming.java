package dev.heed.server.wire;

/** A head that says in two ways how long its body is. */
final class UnreadableFraming extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    UnreadableFraming() {
        super("expected it without Content-Length, and in HTTP/1.1");
    }
}
