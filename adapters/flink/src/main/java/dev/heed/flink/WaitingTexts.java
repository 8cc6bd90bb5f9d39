package dev.heed.flink;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Texts of one subtask that wait for their vectors; a thread takes all that are there, at most {@value #MOST}, as one batch. How many
 * wait is bounded by Flink, which stops asking. Thread-safe.
 */
final class WaitingTexts implements AutoCloseable {
    private static final int MOST = 128;

    private final TextModel model;
    private final BlockingQueue<Waiting> queue = new LinkedBlockingQueue<>();
    private final Thread thread;

    private record Waiting(String text, CompletableFuture<float[]> vector) {}

    WaitingTexts(TextModel model) {
        this.model = model;
        this.thread = Thread.ofPlatform().daemon().name("heed-predict").start(this::run);
    }

    /** The text's vector, when it is there. */
    CompletableFuture<float[]> add(String text) {
        Waiting waiting = new Waiting(text, new CompletableFuture<>());
        queue.add(waiting);
        return waiting.vector();
    }

    private void run() {
        List<Waiting> batch = new ArrayList<>();
        try {
            while (!Thread.currentThread().isInterrupted()) {
                batch.clear();
                batch.add(queue.take());
                queue.drainTo(batch, MOST - 1);
                answer(batch);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            queue.drainTo(batch);
            batch.forEach(each -> each.vector().completeExceptionally(new CancellationException("the task ended")));
        }
    }

    /** One that fails fails alone. */
    private void answer(List<Waiting> batch) {
        List<float[]> vectors;
        try {
            vectors = model.embed(batch.stream().map(Waiting::text).toList());
        } catch (RuntimeException e) {
            if (batch.size() == 1) {
                batch.getFirst().vector().completeExceptionally(e);
            } else {
                batch.forEach(each -> answer(List.of(each)));
            }
            return;
        }
        for (int i = 0; i < vectors.size(); i++) {
            batch.get(i).vector().complete(vectors.get(i));
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
