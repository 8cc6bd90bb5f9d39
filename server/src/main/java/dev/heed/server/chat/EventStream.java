package dev.heed.server.chat;

import dev.heed.server.http.ErrorForm;
import dev.heed.server.http.Refusal;
import dev.heed.server.wire.Exchange;
import dev.heed.view.json.JsonOutput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Server-sent events as OpenAI's clients read them: {@code data:} lines alone, a comment while nothing comes, an error under
 * its own name, {@code [DONE]} last. Never {@code id:} or {@code retry:}, on which OpenAI's client for Python breaks.
 * Confined to one thread.
 */
final class EventStream implements AutoCloseable {
    private static final byte[] PING = ": ping\n\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] DATA = "data: ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] ERROR = "event: error\ndata: ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] DONE = "data: [DONE]\n\n".getBytes(StandardCharsets.US_ASCII);

    private final OutputStream out;

    EventStream(Exchange exchange) throws IOException {
        exchange.header("Content-Type", "text/event-stream; charset=utf-8")
                .header("Cache-Control", "no-store")
                .header("X-Content-Type-Options", "nosniff")
                .header("X-Accel-Buffering", "no"); // nginx would hold events back
        this.out = exchange.stream();
    }

    /** Part of a document. */
    @FunctionalInterface
    interface Event {
        void to(JsonOutput json) throws IOException;
    }

    /** One event with one object. */
    void send(Event event) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonOutput json = new JsonOutput(bytes)) {
            json.object(() -> event.to(json));
        }
        out.write(DATA);
        bytes.writeTo(out);
        out.write('\n');
        out.write('\n');
        out.flush();
    }

    /** Shows that the answer is still under way. */
    void ping() throws IOException {
        out.write(PING);
        out.flush();
    }

    /** Says that the answer ends here and why; its status was sent long ago. */
    void fail(Refusal refusal) throws IOException {
        out.write(ERROR);
        out.write(ErrorForm.OPENAI.document(refusal)); // on one line, with its end
        out.write('\n');
        out.flush();
    }

    /** Ends the stream. */
    @Override
    public void close() throws IOException {
        out.write(DONE);
        out.close();
    }
}
