package dev.heed.server.http;

import java.util.Objects;

/** A request that is not answered: what is said, and with which status. */
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Why a request is refused. */
    public enum Reason {
        /** Not a request of this interface: no JSON, an unknown key, a value of the wrong kind. */
        MALFORMED(400),
        /** Asked by whom it may not be: another page, another name. */
        FORBIDDEN(403),
        /** Nothing lives there. */
        NOT_FOUND(404),
        /** Another method is expected. */
        METHOD(405),
        /** Too slow in sending. */
        SLOW(408),
        /** More than a request may hold. */
        TOO_LARGE(413),
        /** Another type of content is expected. */
        MEDIA_TYPE(415),
        /** Understood, but it cannot be done: no such layer, word, model. */
        UNPROCESSABLE(422),
        /** Heed's own fault. */
        FAULT(500),
        /** Busy, or it took too long. */
        BUSY(503);

        private final int status;

        Reason(int status) {
            this.status = status;
        }

        /** The status line's number. */
        public int status() {
            return status;
        }
    }

    private final Reason reason;
    private final String subject;

    /**
     * Refuses.
     *
     * @param reason why; never null
     * @param subject what it is about: a key, a header; never null
     * @param expectation {@code expected X, got Y; remedy}
     */
    public Refusal(Reason reason, String subject, String expectation) {
        this(reason, subject, expectation, null);
    }

    /** As above, with what caused it. */
    public Refusal(Reason reason, String subject, String expectation, Throwable cause) {
        super(subject + ": " + expectation, cause);
        this.reason = Objects.requireNonNull(reason);
        this.subject = Objects.requireNonNull(subject);
    }

    /** Why, and so with which status. */
    public Reason reason() {
        return reason;
    }

    /** What the message speaks of. */
    public String subject() {
        return subject;
    }
}
