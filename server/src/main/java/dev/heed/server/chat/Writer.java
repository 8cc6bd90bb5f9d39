package dev.heed.server.chat;

import dev.heed.GenerateOptions;
import dev.heed.GeneratedToken;
import dev.heed.Generation;
import dev.heed.GenerationLoop;
import dev.heed.LanguageModel;
import dev.heed.Overflow;
import dev.heed.Prompt;
import dev.heed.generation.Finish;
import dev.heed.server.http.Call;
import dev.heed.server.http.Refusal;
import dev.heed.server.http.Refusal.Reason;
import dev.heed.server.http.Refusals;
import dev.heed.server.schedule.Rejected;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/** Has one text written beside others', and hands on its tokens as they come. */
final class Writer {
    /** After so long without anything a stream shows that it is alive. */
    static final long PING_NANOS = TimeUnit.SECONDS.toNanos(10);

    private static final Object END = new Object();

    private final Generation text;
    private final BlockingQueue<Object> events = new LinkedBlockingQueue<>();

    private Writer(Generation text) {
        this.text = text;
    }

    /** What is done with a text while it comes. */
    interface Reader {
        /** A token came; its text may be empty. */
        void token(GeneratedToken token) throws IOException;

        /** Nothing came for a while. */
        void idle() throws IOException;
    }

    /**
     * A written text's end.
     *
     * @param rest belongs to the text behind the last token
     */
    record End(Finish finish, String rest, int tokens) {
        /** As OpenAI names it. */
        String reason() {
            return finish == Finish.LENGTH ? "length" : "stop";
        }
    }

    /** A text that was read to its end; {@code text} has the rest too. */
    record Whole(List<GeneratedToken> tokens, String text, End end) {}

    /** The prompt, checked to fit. */
    static Prompt fitting(LanguageModel model, Prompt prompt, String key) {
        if (prompt.tokens().size() >= model.contextLength()) {
            throw Asked.malformed(
                    key,
                    "expected at most " + (model.contextLength() - 1) + " tokens, got "
                            + prompt.tokens().size() + "; shorten it");
        }
        try {
            return model.fit(prompt, Overflow.ERROR, 0);
        } catch (IllegalArgumentException e) {
            throw new Refusal(Reason.MALFORMED, key, e.getMessage(), e);
        }
    }

    /** Begins. */
    static Writer begin(GenerationLoop loop, Prompt prompt, GenerateOptions options) {
        try {
            return new Writer(loop.generate(prompt, options));
        } catch (RejectedExecutionException e) {
            throw new Refusal(Reason.FULL, "queue", "expected fewer texts under way; try again in 1 s", e)
                    .retryAfter(1);
        } catch (IllegalArgumentException e) {
            String message = e.getMessage();
            int colon = message.indexOf(": ");
            String subject = options.schema() == null ? message.substring(0, colon) : options.schemaName();
            throw new Refusal(Reason.MALFORMED, subject, message.substring(colon + 2), e);
        }
    }

    /**
     * Reads to the end. If the caller leaves meanwhile, or its deadline passes, the text ends there.
     *
     * @throws UncheckedIOException if the caller left
     */
    End read(Call call, Reader reader) throws IOException {
        long deadline = call.deadline();
        boolean[] left = new boolean[1];
        Thread.ofVirtual().name("heed-text").start(this::pump);
        try {
            call.exchange().watch(() -> {
                left[0] = true;
                text.close();
            });
            int tokens = 0;
            for (Object event = next(deadline, reader); event != END; event = next(deadline, reader)) {
                if (event instanceof Throwable e) {
                    throw Refusals.of(e.getCause() == null ? e : e.getCause());
                }
                tokens++;
                reader.token((GeneratedToken) event);
            }
            if (left[0]) {
                throw new UncheckedIOException(new IOException("the caller left"));
            }
            if (text.finish() == Finish.INTERRUPTED || text.finish() == null) {
                throw new Refusal(Reason.BUSY, "server", "is stopping; the text is not whole");
            }
            String rest = text.rest() == null ? "" : text.rest();
            return new End(text.finish(), rest, tokens);
        } finally {
            text.close();
        }
    }

    /**
     * All of the text at once.
     *
     * @throws UncheckedIOException if the caller left
     */
    Whole whole(Call call) throws IOException {
        List<GeneratedToken> tokens = new ArrayList<>();
        StringBuilder all = new StringBuilder();
        End end = read(call, new Reader() {
            @Override
            public void token(GeneratedToken token) {
                tokens.add(token);
                all.append(token.text());
            }

            @Override
            public void idle() {
                // a whole answer has no heartbeat
            }
        });
        return new Whole(tokens, all.append(end.rest()).toString(), end);
    }

    /** Until the next heartbeat is due, or the caller's deadline passes. */
    private static long patience(long deadline) {
        return deadline == Long.MAX_VALUE ? PING_NANOS : Math.clamp(deadline - System.nanoTime(), 0, PING_NANOS);
    }

    private Object next(long deadline, Reader reader) throws IOException {
        try {
            Object event = events.poll(patience(deadline), TimeUnit.NANOSECONDS);
            while (event == null) {
                if (deadline != Long.MAX_VALUE && System.nanoTime() - deadline > 0) {
                    throw Refusals.of(Rejected.late());
                }
                reader.idle();
                event = events.poll(patience(deadline), TimeUnit.NANOSECONDS);
            }
            if (deadline != Long.MAX_VALUE && System.nanoTime() - deadline > 0 && event != END) {
                throw Refusals.of(Rejected.late());
            }
            return event;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Refusal(Reason.BUSY, "server", "is stopping", e);
        }
    }

    /** Reading a text waits for it: so that a heartbeat can be sent meanwhile, another thread does. */
    private void pump() {
        try {
            while (text.hasNext()) {
                events.add(text.next());
            }
            events.add(END);
        } catch (Throwable e) {
            events.add(e);
        }
    }
}
