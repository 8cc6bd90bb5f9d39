package dev.heed.spark.model;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/**
 * The threads of one task: as many as {@code spark.task.cpus}, the task's own included. Used by one thread; {@link #close} lets
 * the others end.
 */
public final class TaskThreads implements AutoCloseable {
    private final int count;
    private final ExecutorService others; // null for none

    /** @param count at least 1 */
    public TaskThreads(int count) {
        this.count = count;
        this.others = count == 1
                ? null
                : Executors.newFixedThreadPool(
                        count - 1,
                        Thread.ofPlatform().daemon().name("heed-task-", 0).factory());
    }

    /** Gives each thread a stretch of the texts; the answers in their order. */
    public <T> List<T> run(List<String> texts, Function<List<String>, List<T>> work) {
        int parts = Math.min(count, texts.size());
        if (parts <= 1) {
            return work.apply(texts);
        }
        List<Future<List<T>>> running = new ArrayList<>();
        for (int part = 1; part < parts; part++) {
            List<String> own = texts.subList(part * texts.size() / parts, (part + 1) * texts.size() / parts);
            running.add(others.submit(() -> work.apply(own)));
        }
        List<T> all = new ArrayList<>(work.apply(texts.subList(0, texts.size() / parts)));
        running.forEach(each -> all.addAll(joined(each)));
        return all;
    }

    private static <T> List<T> joined(Future<List<T>> future) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("heed: the task was interrupted", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause
                    ? cause
                    : new IllegalStateException("heed: " + e.getCause().getMessage(), e.getCause());
        }
    }

    @Override
    public void close() {
        if (others != null) {
            others.shutdownNow();
        }
    }
}
