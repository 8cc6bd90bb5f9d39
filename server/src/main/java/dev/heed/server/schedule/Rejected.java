package dev.heed.server.schedule;

/** Work that is not taken on, or given up before it was done. */
public final class Rejected extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Why. */
    public enum Why {
        /** It could not fit if nothing else waited. */
        NEVER_FITS,
        /** Too much waits; there will be room soon. */
        FULL,
        /** Its deadline passed before it was done. */
        LATE,
        /** Nobody waits for it any more. */
        ABANDONED,
        /** Nothing more is taken on. */
        STOPPING
    }

    private final Why why;
    private final int retrySeconds;

    Rejected(Why why, String message, int retrySeconds) {
        super(message, null, false, false);
        this.why = why;
        this.retrySeconds = retrySeconds;
    }

    /** The caller's deadline passed. */
    public static Rejected late() {
        return new Rejected(Why.LATE, "the deadline passed before it was done", 0);
    }

    /** Why. */
    public Why why() {
        return why;
    }

    /** When it may be taken; 0 for not known. */
    public int retrySeconds() {
        return retrySeconds;
    }
}
