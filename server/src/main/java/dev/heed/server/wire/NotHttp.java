package dev.heed.server.wire;

/** A request that cannot be read as HTTP, or is larger or slower than allowed; it is answered and the connection closed. */
public final class NotHttp extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String subject;

    NotHttp(int status, String subject, String expectation) {
        super(subject + ": " + expectation);
        this.status = status;
        this.subject = subject;
    }

    /** The status that says it: 400, 408, 414, 431, 501 or 505. */
    public int status() {
        return status;
    }

    /** What the message speaks of. */
    public String subject() {
        return subject;
    }
}
