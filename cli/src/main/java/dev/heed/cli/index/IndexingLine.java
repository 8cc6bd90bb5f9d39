package dev.heed.cli.index;

import dev.heed.cli.console.Streams;
import dev.heed.cli.screen.Shown;
import dev.heed.index.IndexingProgress;
import dev.heed.lines.TextFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * One line on standard error that is rewritten, on a terminal only; and what ends a run early: on Ctrl-C the step under way
 * is finished and committed before the process goes.
 */
final class IndexingLine implements IndexingProgress, AutoCloseable {
    private static final String ERASE = "\r\u001b[K";
    private static final long REDRAW_NANOS = 200_000_000;
    private static final long PATIENCE_SECONDS = 60;

    private final Streams streams;
    private final boolean shown;
    private final long start = System.nanoTime();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread interrupted = new Thread(this::interrupt);
    private volatile boolean stopped;
    private long drawn;

    IndexingLine(Streams streams) {
        this.streams = streams;
        this.shown = streams.terminal().errors();
        Runtime.getRuntime().addShutdownHook(interrupted);
    }

    @Override
    public void advanced(String file, long bytes, long occurrences) {
        long now = System.nanoTime();
        if (!shown || now - drawn < REDRAW_NANOS) {
            return;
        }
        drawn = now;
        double seconds = (now - start) / 1e9;
        String line = String.format(
                Locale.ROOT,
                "%s %s, %,d occurrences, %,.0f a second",
                Shown.fitted(file, streams.terminal().width() / 3),
                part(file, bytes),
                occurrences,
                occurrences / seconds);
        streams.err().print(ERASE + Shown.fitted(line, streams.terminal().width() - 1));
        streams.err().flush();
    }

    @Override
    public boolean stopped() {
        return stopped;
    }

    /** How much of the file: a share where it is known, else bytes. */
    private static String part(String file, long bytes) {
        try {
            Path path = Path.of(file);
            if (!TextFile.isPacked(path)) {
                long all = Math.max(1, Files.size(path));
                return String.format(Locale.ROOT, "%d%%", Math.min(100, 100 * bytes / all));
            }
        } catch (java.io.IOException | java.nio.file.InvalidPathException e) {
            // the file has gone meanwhile: the run itself will say so
        }
        return String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
    }

    private void interrupt() {
        stopped = true;
        try {
            closed.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Takes the line away. */
    void erase() {
        if (shown) {
            streams.err().print(ERASE);
            streams.err().flush();
        }
    }

    @Override
    public void close() {
        erase();
        closed.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(interrupted);
        } catch (IllegalStateException e) {
            // the process is going down, and waits for this
        }
    }
}
