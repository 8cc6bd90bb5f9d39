package dev.heed.cli.vectors;

import dev.heed.cli.console.Streams;
import dev.heed.cli.screen.Numbers;
import dev.heed.training.TrainingProgress;
import dev.heed.training.corpus.CorpusFiles;

/** How far a training is, in one line on standard error that is rewritten; on a terminal only. */
final class TrainingScreen implements AutoCloseable {
    private static final String ERASE = "\r\u001b[K";
    private static final long PAUSE_NANOS = 200_000_000;

    private final Streams streams;
    private final boolean shown;
    private final long start = System.nanoTime();
    private long trainingStart;
    private long lastShown;

    TrainingScreen(Streams streams) {
        this.streams = streams;
        this.shown = streams.terminal().errors();
    }

    void reading(long words, CorpusFiles files) {
        if (due()) {
            String share = files.bytesTotal() > 0
                    ? ", " + Math.min(100, 100 * files.bytesRead() / files.bytesTotal()) + "% of the files"
                    : "";
            show(millions(words) + " words read" + share);
        }
    }

    void trainingBegins() {
        trainingStart = System.nanoTime();
    }

    void training(TrainingProgress progress) {
        if (due()) {
            double seconds = secondsOfTraining();
            double left = seconds * (progress.wordsTotal() - progress.words()) / progress.words();
            show("epoch " + progress.epoch() + " of " + progress.epochs() + "  "
                    + 100 * progress.words() / progress.wordsTotal() + "%  "
                    + millions((long) (progress.words() / seconds)) + " words/s  loss "
                    + Numbers.three(progress.loss()) + "  " + time(left) + " left");
        }
    }

    /** Since {@link #trainingBegins}. */
    double secondsOfTraining() {
        return Math.max(1, System.nanoTime() - trainingStart) / 1e9;
    }

    /** Since this was made. */
    double seconds() {
        return (System.nanoTime() - start) / 1e9;
    }

    private boolean due() {
        long now = System.nanoTime();
        if (!shown || now - lastShown < PAUSE_NANOS) {
            return false;
        }
        lastShown = now;
        return true;
    }

    private void show(String line) {
        streams.err().print(ERASE + line);
        streams.err().flush();
    }

    /** 4.83 M, 950 k, 12. */
    static String millions(long count) {
        if (count < 10_000) {
            return Long.toString(count);
        }
        return count < 1_000_000 ? count / 1000 + " k" : Numbers.fixed(count / 1e6, 2) + " M";
    }

    private static String time(double seconds) {
        long whole = Math.round(seconds);
        return whole < 60
                ? whole + " s"
                : whole < 3600
                        ? whole / 60 + " min " + whole % 60 + " s"
                        : whole / 3600 + " h " + whole % 3600 / 60 + " min";
    }

    @Override
    public void close() {
        if (shown) {
            show("");
        }
    }
}
