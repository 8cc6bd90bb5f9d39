package dev.heed.server.http;

import java.util.Objects;

/** A request that is not answered: what is said, and with which status. */
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Why a request is refused. */
    public enum Reason {
        /** Not a request of this interface: no JSON, an unknown key, a value of the wrong kind. */
        MALFORMED(400, "invalid_request_error", null, "validation"),
        /** The key that it needs is missing or wrong. */
        UNAUTHORIZED(401, "invalid_request_error", "invalid_api_key", "unauthorized"),
        /** Asked by whom it may not be: another page, another name. */
        FORBIDDEN(403, "invalid_request_error", "forbidden", "validation"),
        /** Nothing lives there. */
        NOT_FOUND(404, "invalid_request_error", "not_found", "validation"),
        /** No model of that name is served. */
        NO_MODEL(404, "invalid_request_error", "model_not_found", "validation"),
        /** Another method is expected. */
        METHOD(405, "invalid_request_error", "method_not_allowed", "validation"),
        /** Too slow in sending. */
        SLOW(408, "invalid_request_error", "request_timeout", "validation"),
        /** More than a request may hold. */
        TOO_LARGE(413, "invalid_request_error", "request_too_large", "validation"),
        /** Another type of content is expected. */
        MEDIA_TYPE(415, "invalid_request_error", "unsupported_media_type", "validation"),
        /** Understood, but it cannot be done: no such layer, word, model. */
        UNPROCESSABLE(422, "invalid_request_error", null, "validation"),
        /** The queue is full; there will be room soon. */
        FULL(429, "rate_limit_error", "queue_full", "overloaded"),
        /** Heed's own fault. */
        FAULT(500, "server_error", "internal_error", "backend"),
        /** Busy, loading, stopping, or it took too long. */
        BUSY(503, "server_error", "unavailable", "overloaded"),
        /** The caller's own deadline passed. */
        LATE(504, "server_error", "deadline_exceeded", "overloaded");

        private final int status;
        private final String type;
        private final String code;
        private final String inferenceType;

        Reason(int status, String type, String code, String inferenceType) {
            this.status = status;
            this.type = type;
            this.code = code;
            this.inferenceType = inferenceType;
        }

        /** The status line's number. */
        public int status() {
            return status;
        }

        /** What OpenAI's clients call it. */
        public String type() {
            return type;
        }

        /** A word for programs; null where the message says more. */
        public String code() {
            return code;
        }

        String inferenceType() {
            return inferenceType;
        }

        boolean blamesRequest() {
            return status < 500 && this != FULL;
        }
    }

    private final Reason reason;
    private final String subject;
    private int retrySeconds;

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

    /** When it is worth to ask again. */
    public Refusal retryAfter(int seconds) {
        retrySeconds = seconds;
        return this;
    }

    /** Seconds until it is worth to ask again; 0 for not said. */
    public int retryAfter() {
        return retrySeconds;
    }
}
