package dev.heed.server.http;

import dev.heed.format.InvalidFileException;
import dev.heed.server.http.Refusal.Reason;
import dev.heed.server.schedule.Rejected;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** The one place where what went wrong becomes a {@link Refusal}. */
public final class Refusals {
    private static final Logger LOG = System.getLogger("dev.heed.server");
    private static final int LONGEST_SUBJECT = 80;

    private Refusals() {}

    /** What is said of a failure. The engine's one-line messages are kept; a fault of our own tells nothing of the machine. */
    public static Refusal of(Throwable failure) {
        return switch (failure) {
            case Refusal refusal -> refusal;
            case Rejected rejected -> rejected(rejected);
            case InvalidFileException e -> unprocessable(e);
            case NumberFormatException e -> fault(e);
            case IllegalArgumentException e when e.getMessage() != null -> unprocessable(e);
            case OutOfMemoryError e ->
                new Refusal(
                        Reason.BUSY, "memory", "expected enough for this text, got too little; shorten the text", e);
            default -> fault(failure);
        };
    }

    private static Refusal rejected(Rejected e) {
        Reason reason = switch (e.why()) {
            case NEVER_FITS -> Reason.TOO_LARGE;
            case FULL -> Reason.FULL;
            case LATE -> Reason.LATE;
            case ABANDONED, STOPPING -> Reason.BUSY;
        };
        String subject = e.why() == Rejected.Why.NEVER_FITS ? "input" : "queue";
        return new Refusal(reason, subject, e.getMessage(), e).retryAfter(e.retrySeconds());
    }

    private static Refusal unprocessable(RuntimeException e) {
        String message = e.getMessage();
        int colon = message.indexOf(": ");
        return colon < 1 || colon > LONGEST_SUBJECT
                ? new Refusal(Reason.UNPROCESSABLE, "request", message, e)
                : new Refusal(Reason.UNPROCESSABLE, message.substring(0, colon), message.substring(colon + 2), e);
    }

    private static Refusal fault(Throwable failure) {
        LOG.log(Level.ERROR, "a request failed", failure);
        return new Refusal(Reason.FAULT, "heed", "a fault of its own, written to the log; please report it", failure);
    }
}
