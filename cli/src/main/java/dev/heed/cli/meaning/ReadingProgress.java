package dev.heed.cli.meaning;

import dev.heed.cli.console.Streams;
import java.util.function.IntConsumer;

/** How many occurrences the model has read, in one line on standard error that is rewritten; on a terminal only. */
final class ReadingProgress implements IntConsumer, AutoCloseable {
    private static final String ERASE = "\r\u001b[K";

    private final Streams streams;
    private final int total;
    private final boolean shown;

    ReadingProgress(Streams streams, int total) {
        this.streams = streams;
        this.total = total;
        this.shown = streams.terminal().errors();
    }

    @Override
    public void accept(int done) {
        if (shown) {
            streams.err().print(ERASE + done + " of " + total + " occurrences read");
            streams.err().flush();
        }
    }

    @Override
    public void close() {
        if (shown) {
            streams.err().print(ERASE);
            streams.err().flush();
        }
    }
}
