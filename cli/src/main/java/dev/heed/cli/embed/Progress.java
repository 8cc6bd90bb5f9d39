package dev.heed.cli.embed;

import dev.heed.cli.console.Streams;
import dev.heed.cli.input.Lines;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** How far a long run is, on standard error. */
interface Progress extends AutoCloseable {
    /** Shows nothing. */
    Progress NONE = new Progress() {
        @Override
        public void advance(Lines lines, long items) {}

        @Override
        public void close() {}
    };

    /** Says how far the lines have been read, and how many there were. */
    void advance(Lines lines, long items);

    @Override
    void close();

    /** A bar if somebody watches: a terminal that the result does not go to. */
    static Progress of(Streams streams, Lines lines, boolean resultOnTerminal) {
        return streams.terminal().errors() && !resultOnTerminal ? new Bar(streams, lines.bytesTotal()) : NONE;
    }

    /** A bar by bytes where their number is known, else a count of lines. */
    final class Bar implements Progress {
        private static final long SMALL = 10 << 20;

        private final ProgressBar bar;
        private final Thread lineEnd;
        private final boolean byBytes;

        Bar(Streams streams, long bytes) {
            byBytes = bytes > 0;
            bar = new ProgressBarBuilder()
                    .setTaskName("embed")
                    .setInitialMax(byBytes ? bytes : -1)
                    .setUnit(byBytes ? unit(bytes) : " lines", byBytes ? size(bytes) : 1)
                    .setStyle(ProgressBarStyle.UNICODE_BLOCK)
                    .setConsumer(new ConsoleProgressBarConsumer(
                            streams.err(), streams.terminal().width()))
                    .clearDisplayOnFinish()
                    .build();
            lineEnd = new Thread(() -> endLine(streams)); // interrupted: what follows begins on a line of its own
            Runtime.getRuntime().addShutdownHook(lineEnd);
        }

        private static void endLine(Streams streams) {
            streams.err().print(System.lineSeparator());
            streams.err().flush();
        }

        private static String unit(long bytes) {
            return bytes < SMALL ? " KiB" : " MiB";
        }

        private static long size(long bytes) {
            return bytes < SMALL ? 1 << 10 : 1 << 20;
        }

        @Override
        public void advance(Lines lines, long items) {
            bar.stepTo(byBytes ? lines.bytesRead() : items);
            if (byBytes) {
                bar.setExtraMessage(items + " lines");
            }
        }

        @Override
        public void close() {
            bar.close();
            try {
                Runtime.getRuntime().removeShutdownHook(lineEnd);
            } catch (IllegalStateException e) {
                // the process is going down: the hook runs by itself
            }
        }
    }
}
