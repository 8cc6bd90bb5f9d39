package dev.heed;

import dev.heed.format.InvalidFileException;
import dev.heed.generation.Finish;
import dev.heed.generation.Writing;
import dev.heed.model.NotFiniteException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;

/**
 * Texts that one model writes for many readers at once: they share each pass, come when they are asked for and go when they
 * are over. What each is does not depend on the others, bit for bit. Thread-safe; its one thread ends with {@link #close}.
 */
public final class GenerationLoop implements AutoCloseable {
    private final LanguageModel model;
    private final int mostTogether;
    private final int mostWaiting;
    private final Queue<Ticket> waiting = new ArrayDeque<>();
    private final Thread thread;
    private boolean closed;
    private int running;

    /**
     * @param mostTogether texts that are written at once
     * @param mostWaiting texts that may wait beside them
     */
    public GenerationLoop(LanguageModel model, int mostTogether, int mostWaiting) {
        this.model = model;
        this.mostTogether = mostTogether;
        this.mostWaiting = mostWaiting;
        thread = Thread.ofPlatform().daemon().name("heed-generation").start(this::run);
    }

    /**
     * A text that goes on from a prompt, written beside others; reading it waits for its tokens.
     *
     * @throws IllegalArgumentException if the prompt is too long, or an option is not understood
     * @throws RejectedExecutionException if too many wait, or the loop is closed
     */
    public Generation generate(Prompt prompt, GenerateOptions options) {
        model.checkOpen();
        Ticket ticket = new Ticket(model.begin(prompt, options), model.telling(prompt, options));
        synchronized (waiting) {
            if (closed || waiting.size() >= mostWaiting + mostTogether - running) {
                throw new RejectedExecutionException(
                        closed
                                ? "generation: closed"
                                : "generation: expected at most " + mostWaiting + " waiting, got more");
            }
            waiting.add(ticket);
            waiting.notifyAll();
        }
        return new Generation(prompt, ticket);
    }

    /** Texts that are written now, and that wait. */
    public int load() {
        synchronized (waiting) {
            return running + waiting.size();
        }
    }

    private void run() {
        List<Ticket> together = new ArrayList<>();
        while (admit(together)) {
            pass(together);
            together.removeIf(ticket -> {
                boolean over = ticket.over();
                if (over) {
                    model.generator().end(ticket.writing);
                    ticket.tell(ticket.lastEvent());
                }
                return over;
            });
        }
    }

    /** Lets in who waits; sleeps while there is nobody. False once the loop is closed. */
    private boolean admit(List<Ticket> together) {
        synchronized (waiting) {
            while (!closed && together.isEmpty() && waiting.isEmpty()) {
                try {
                    running = 0;
                    waiting.wait();
                } catch (InterruptedException e) {
                    closed = true;
                }
            }
            while (together.size() < mostTogether && !waiting.isEmpty()) {
                together.add(waiting.remove());
            }
            running = together.size();
            if (closed) {
                together.addAll(waiting);
                waiting.clear();
                together.forEach(Ticket::cancel);
            }
            return !closed;
        }
    }

    private void pass(List<Ticket> together) {
        List<Writing> writings = new ArrayList<>();
        for (Ticket ticket : together) {
            if (!ticket.over()) {
                writings.add(ticket.writing);
            }
        }
        if (writings.isEmpty()) {
            return;
        }
        try {
            model.generator().step(writings, (writing, logits, layers) -> {
                Ticket ticket = together.stream()
                        .filter(one -> one.writing == writing)
                        .findFirst()
                        .orElseThrow();
                try {
                    writing.write(logits, layers)
                            .ifPresent(step -> ticket.tell(new Event(ticket.telling.token(step, writing), null)));
                } catch (NotFiniteException e) {
                    ticket.failure = model.named(e, writing.ids());
                } catch (RuntimeException e) {
                    ticket.failure = e; // its own: the others go on
                }
            });
        } catch (NotFiniteException e) { // one text's: the pass kept nothing, and the others go on without it
            Writing writing = writings.get(e.sequence());
            InvalidFileException named = model.named(e, writing.ids());
            together.stream().filter(one -> one.writing == writing).forEach(one -> one.failure = named);
        } catch (RuntimeException | Error e) {
            together.forEach(ticket -> ticket.failure = e);
        }
    }

    /** Ends all texts and the thread. */
    @Override
    public void close() {
        synchronized (waiting) {
            closed = true;
            waiting.notifyAll();
        }
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A token, or the end: with what went wrong, if something did. */
    private record Event(GeneratedToken token, Throwable failure) {}

    private static final class Ticket implements Generation.Source {
        private final Writing writing;
        private final LanguageModel.Telling telling;
        private final LinkedBlockingQueue<Event> events = new LinkedBlockingQueue<>();
        private volatile boolean cancelled;
        private volatile Throwable failure;
        private boolean ended;

        Ticket(Writing writing, LanguageModel.Telling telling) {
            this.writing = writing;
            this.telling = telling;
        }

        void tell(Event event) {
            events.add(event);
        }

        Event lastEvent() {
            return new Event(null, failure);
        }

        boolean over() {
            return cancelled || failure != null || writing.finish() != null;
        }

        void cancel() {
            cancelled = true;
            tell(new Event(null, null));
        }

        @Override
        public GeneratedToken next() {
            if (ended) {
                return null;
            }
            try {
                Event event = events.take();
                ended = event.token() == null;
                if (event.failure() instanceof Error error) {
                    throw error;
                }
                if (event.failure() != null) {
                    throw new IllegalStateException(event.failure().getMessage(), event.failure());
                }
                return event.token();
            } catch (InterruptedException e) {
                cancelled = true;
                ended = true;
                Thread.currentThread().interrupt();
                return null;
            }
        }

        @Override
        public Finish finish() {
            return !ended ? null : writing.finish() == null ? Finish.INTERRUPTED : writing.finish();
        }

        @Override
        public String stopString() {
            return ended ? writing.stopString() : null;
        }

        @Override
        public String rest() {
            return ended ? writing.rest() : "";
        }

        @Override
        public void close() {
            cancelled = true;
            ended = true;
        }
    }

    @Override
    public String toString() {
        return "GenerationLoop[" + model + ", at most " + mostTogether + " texts at once]";
    }
}
