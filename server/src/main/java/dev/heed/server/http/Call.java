package dev.heed.server.http;

import dev.heed.server.http.Refusal.Reason;
import dev.heed.server.schedule.Rejected;
import dev.heed.server.schedule.Scheduler.Ticket;
import dev.heed.server.wire.Exchange;
import dev.heed.view.json.JsonOutput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One request at its endpoint: its body, its answer, and what is to be told of it. Confined to its thread. */
public final class Call {
    /** Answers that take longer than this to come are watched: their caller may leave meanwhile. */
    private static final long UNWATCHED_MILLIS = 50;

    private static final long LONGEST_TIMEOUT_MILLIS = 24 * 3_600_000L;

    private final Exchange exchange;
    private final Limits limits;
    private final Intake intake;
    private final Intake.Share share;
    private final Tally tally = new Tally();

    Call(Exchange exchange, Limits limits, Intake intake, Intake.Share share) {
        this.exchange = exchange;
        this.limits = limits;
        this.intake = intake;
        this.share = share;
    }

    /** The exchange itself, for answers that are streams. */
    public Exchange exchange() {
        return exchange;
    }

    /** What is counted of it. */
    public Tally tally() {
        return tally;
    }

    /** A header's first value; null for none. */
    public String header(String name) {
        return exchange.head().headers().first(name);
    }

    /** The body of a question by a person at the page: small and flat. */
    Keys question() throws IOException {
        return read(limits.bodyBytes(), new Body.Shape(false, 1_000, 10_000, limits.textLength()));
    }

    /** The body of a program's request. */
    public Keys request() throws IOException {
        return read(
                limits.programBytes(),
                new Body.Shape(true, Integer.MAX_VALUE, limits.programValues(), limits.programBytes()));
    }

    private Keys read(int bytes, Body.Shape shape) throws IOException {
        String type = header("content-type");
        if (type == null || !type.split(";")[0].strip().equalsIgnoreCase("application/json")) {
            throw new Refusal(
                    Reason.MEDIA_TYPE,
                    "Content-Type",
                    "expected application/json, got " + (type == null ? "none" : type));
        }
        return Body.parse(intake.read(exchange, bytes, limits.receive(), share), shape);
    }

    /**
     * Until when the caller will wait, by its header {@code Heed-Timeout-Ms}.
     *
     * @return in {@link System#nanoTime}; {@link Long#MAX_VALUE} if it does not say
     */
    public long deadline() {
        String millis = header("heed-timeout-ms");
        if (millis == null) {
            return Long.MAX_VALUE;
        }
        if (!millis.matches("[0-9]{1,9}")) {
            throw new Refusal(Reason.MALFORMED, "Heed-Timeout-Ms", "expected a whole number, got " + millis);
        }
        return System.nanoTime() + Math.min(Long.parseLong(millis), LONGEST_TIMEOUT_MILLIS) * 1_000_000;
    }

    /**
     * Waits for what was ordered. If the caller leaves meanwhile, or its deadline passes, the order is taken back. One that
     * only ends its side of the connection counts as one that left, if its answer takes longer than a moment.
     *
     * @param deadline as {@link #deadline} gives it
     * @throws UncheckedIOException if the caller left
     */
    public <R> List<R> await(Ticket<R> ticket, long deadline) {
        try {
            return within(ticket, deadline);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Rejected rejected && rejected.why() == Rejected.Why.ABANDONED) {
                throw new UncheckedIOException(new IOException("the caller left", e));
            }
            throw Refusals.of(e.getCause());
        } catch (TimeoutException e) {
            throw Refusals.of(Rejected.late());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Refusal(Reason.BUSY, "server", "is stopping");
        } finally {
            ticket.abandon();
        }
    }

    private <R> List<R> within(Ticket<R> ticket, long deadline)
            throws InterruptedException, ExecutionException, TimeoutException {
        long left = left(deadline);
        try {
            return ticket.answer().get(Math.min(left, UNWATCHED_MILLIS), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            if (left <= UNWATCHED_MILLIS) {
                throw e;
            }
        }
        exchange.watch(ticket::abandon);
        return ticket.answer().get(left(deadline), TimeUnit.MILLISECONDS);
    }

    private static long left(long deadline) {
        return deadline == Long.MAX_VALUE
                ? Long.MAX_VALUE
                : Math.max(0, (deadline - System.nanoTime() + 999_999) / 1_000_000);
    }

    /** Adds a header to the answer. */
    public void header(String name, String value) {
        exchange.header(name, value);
    }

    /** Writes a document. */
    @FunctionalInterface
    public interface Writing {
        /** Writes it, whole. */
        void to(JsonOutput json) throws IOException;
    }

    /** Answers with a document; a large one is sent while it is made, so what can fail is to be done before. */
    public void document(Writing writing) throws IOException {
        json();
        LateStream out = new LateStream(exchange);
        try (JsonOutput json = new JsonOutput(out)) {
            writing.to(json);
        }
        out.end();
    }

    /** Answers with a document. */
    public void document(byte[] bytes) throws IOException {
        json();
        exchange.send(bytes);
    }

    private void json() {
        Responses.safe(exchange);
        exchange.header("Content-Type", "application/json; charset=utf-8").header("Cache-Control", "no-store");
    }
}
