package dev.heed.training;

import dev.heed.format.Quoted;
import dev.heed.kernel.WindowChoice;
import dev.heed.kernel.window.WindowKernel;
import dev.heed.parallel.Workers;
import dev.heed.tensor.Matrix;
import dev.heed.training.corpus.Corpus;
import dev.heed.vectors.WordVectors;
import java.lang.foreign.Arena;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Trains word vectors as word2vec does (Mikolov et al., 2013: "Distributed Representations of Words and Phrases and their
 * Compositionality"), in parallel, with the same bits on any number of threads and any processor.
 *
 * <p>A round takes one slice of the text for each worker. A worker learns on rows of its own, copied from the base when
 * first touched; at the end of the round the rows are merged in the order of the workers. What is drawn is seeded by epoch
 * and slice, and the learning rate follows from the position in the text: nothing depends on threads. Deviations from
 * word2vec: the words of a window share their negatives, and a slice picks its negatives from a pool of
 * {@value SliceWorker#POOL} that are drawn once.
 *
 * <pre>{@code
 * try (Corpus corpus = Corpus.read(files, reading, Corpus.Known.NONE, 2, words -> {})) {
 *     WordVectors vectors = VectorTrainer.train(corpus, options, null, 2, progress -> true).vectors();
 * }
 * }</pre>
 */
public final class VectorTrainer implements AutoCloseable {
    /** What one array holds. */
    private static final int MOST_NUMBERS = Integer.MAX_VALUE - 16;

    private final Corpus corpus;
    private final TrainingOptions options;
    private final Workers workers;
    private final Arena arena = Arena.ofShared();
    private final BaseRows inputs;
    private final BaseRows outputs;
    private final List<SliceWorker> sliceWorkers = new ArrayList<>();
    private final RowMerge inputMerge;
    private final RowMerge outputMerge;
    private final LearningRate rate;

    private VectorTrainer(Corpus corpus, TrainingOptions options, WindowKernel kernel, Workers workers) {
        this.corpus = corpus;
        this.options = options;
        this.workers = workers;
        int words = corpus.vocabulary().size();
        int stride = (options.dimension() + WindowKernel.LANES - 1) / WindowKernel.LANES * WindowKernel.LANES;
        try {
            this.inputs = new BaseRows(arena, words, stride);
            this.outputs = new BaseRows(arena, words, stride);
            WordRates rates = new WordRates(corpus, options);
            for (int i = 0; i < Math.min(options.workers(), corpus.slices()); i++) {
                sliceWorkers.add(new SliceWorker(corpus, options, rates, kernel, inputs, outputs, stride));
            }
            this.inputMerge = new RowMerge(
                    kernel,
                    inputs,
                    sliceWorkers.stream().map(SliceWorker::inputs).toList(),
                    rates.inputDamping(),
                    stride);
            this.outputMerge = new RowMerge(
                    kernel,
                    outputs,
                    sliceWorkers.stream().map(SliceWorker::outputs).toList(),
                    rates.outputDamping(),
                    stride);
            this.rate = new LearningRate(options.learningRate(), Math.multiplyExact(corpus.words(), options.epochs()));
        } catch (Throwable e) {
            close();
            throw e;
        }
    }

    /**
     * Trains.
     *
     * @param start what to go on from: its words must be the first of the corpus' vocabulary; null to begin anew
     * @param threads the most that work at once; more than {@link TrainingOptions#workers} have nothing to do
     * @param watch hears of the progress after every round
     * @throws IllegalArgumentException if the corpus holds no word to learn, more than an array holds the vectors of, or
     *     one too long to have any; or if the learning rate is so high that the vectors overflow
     */
    public static TrainedVectors train(
            Corpus corpus, TrainingOptions options, StartRows start, int threads, TrainingProgress.Watch watch) {
        return train(corpus, options, start, WindowChoice.active(), threads, watch);
    }

    /** As above, on a kernel of choice. */
    static TrainedVectors train(
            Corpus corpus,
            TrainingOptions options,
            StartRows start,
            WindowKernel kernel,
            int threads,
            TrainingProgress.Watch watch) {
        if (corpus.words() == 0) {
            throw new IllegalArgumentException(
                    "corpus: expected words that occur often enough for a vector, found none of " + corpus.wordsRead()
                            + "; a lower min-count takes rarer ones");
        }
        checkRoom(corpus.vocabulary().words(), options.dimension());
        try (Workers workers = Workers.of(threads);
                VectorTrainer trainer = new VectorTrainer(corpus, options, kernel, workers)) {
            trainer.begin(start);
            return trainer.result(trainer.run(watch));
        }
    }

    /** What {@link #result} cannot hold is said before hours of training. */
    private static void checkRoom(List<String> words, int dimension) {
        if ((long) words.size() * dimension > MOST_NUMBERS) {
            throw new IllegalArgumentException("vectors: expected at most " + MOST_NUMBERS + " numbers in all, got "
                    + words.size() + " words of " + dimension + "; raise min-count or lower the dimension");
        }
        for (String word : words) {
            // a char takes at most 3 bytes
            if (word.length() > WordVectors.LONGEST_WORD / 3) {
                int bytes = word.getBytes(StandardCharsets.UTF_8).length;
                if (bytes > WordVectors.LONGEST_WORD) {
                    throw new IllegalArgumentException("word: expected at most " + WordVectors.LONGEST_WORD
                            + " bytes, got " + bytes + " in one that begins with "
                            + Quoted.of(word.substring(0, 20)) + "; raise min-count or put spaces into the text");
                }
            }
        }
    }

    /** New input rows are drawn from ±½/dimension, new output rows are 0: as word2vec begins. */
    private void begin(StartRows start) {
        int dimension = options.dimension();
        float[] row = new float[dimension];
        int known = start == null ? 0 : start.vectors().size();
        for (int i = 0; i < corpus.vocabulary().size(); i++) {
            if (i < known) {
                start.vectors().copyVector(i, row, 0);
                inputs.write(i, row, dimension);
                if (start.outputs() != null) {
                    outputs.write(i, start.outputs().row(i), dimension);
                }
                continue;
            }
            Draws draws = Draws.of(options.seed(), i);
            for (int c = 0; c < dimension; c++) {
                row[c] = (draws.fraction() - 0.5f) / dimension;
            }
            inputs.write(i, row, dimension);
        }
    }

    private TrainingProgress run(TrainingProgress.Watch watch) {
        int active = sliceWorkers.size();
        TrainingProgress progress = null;
        for (int epoch = 0; epoch < options.epochs(); epoch++) {
            double loss = 0;
            long pairs = 0;
            for (int slice = 0; slice < corpus.slices(); slice += active) {
                int now = Math.min(active, corpus.slices() - slice);
                round(epoch, slice, now);
                for (SliceWorker worker : sliceWorkers) {
                    loss += worker.takeLoss();
                    pairs += worker.takePairs();
                }
                progress = progress(epoch, slice + now, pairs == 0 ? 0 : loss / pairs);
                if (!watch.goOn(progress)) {
                    return progress;
                }
            }
        }
        return progress;
    }

    private TrainingProgress progress(int epoch, int slicesDone, double loss) {
        long inEpoch = slicesDone < corpus.slices() ? corpus.wordsBefore(slicesDone) : corpus.words();
        return new TrainingProgress(
                epoch + 1, options.epochs(), epoch * corpus.words() + inEpoch, options.epochs() * corpus.words(), loss);
    }

    private void round(int epoch, int slice, int active) {
        workers.run(active, w -> {
            Draws draws = Draws.of(options.seed(), epoch, slice + w);
            long wordsBefore = epoch * corpus.words() + corpus.wordsBefore(slice + w);
            sliceWorkers.get(w).learn(corpus.slice(slice + w), draws, rate, wordsBefore);
        });
        workers.run(active, w -> {
            inputMerge.merge(w, active);
            outputMerge.merge(w, active);
        });
        workers.run(active, w -> sliceWorkers.get(w).clear());
    }

    private TrainedVectors result(TrainingProgress progress) {
        WordVectors vectors = WordVectors.of(
                corpus.vocabulary().words(), matrix(inputs), corpus.vocabulary().counts());
        return new TrainedVectors(vectors, matrix(outputs), progress);
    }

    private Matrix matrix(BaseRows rows) {
        int words = corpus.vocabulary().size();
        int dimension = options.dimension();
        Matrix matrix = Matrix.zeros(words, dimension);
        float[] row = new float[dimension];
        for (int i = 0; i < words; i++) {
            rows.read(i, row, dimension);
            checkFinite(row);
            System.arraycopy(row, 0, matrix.data(), matrix.index(i), dimension);
        }
        return matrix;
    }

    private void checkFinite(float[] row) {
        for (float number : row) {
            if (!Float.isFinite(number)) {
                throw new IllegalArgumentException(
                        "learning rate: expected one with which the vectors stay finite, got " + options.learningRate()
                                + " with " + options.workers() + " workers; lower one of them");
            }
        }
    }

    @Override
    public void close() {
        sliceWorkers.forEach(SliceWorker::close);
        arena.close();
    }

    @Override
    public String toString() {
        return "VectorTrainer[" + corpus + ", " + options + "]";
    }
}
