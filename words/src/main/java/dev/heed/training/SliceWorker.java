package dev.heed.training;

import dev.heed.kernel.window.WindowKernel;
import dev.heed.kernel.window.WindowWorker;
import dev.heed.training.TrainingOptions.Algorithm;
import dev.heed.training.corpus.Corpus;

/**
 * Learns from one slice at a time, on rows of its own. All that is drawn depends on the seed and the slice's place alone.
 * Confined to one thread at a time.
 */
final class SliceWorker implements AutoCloseable {
    /** Negatives of a slice: drawn once by frequency, picked from evenly. Keeps the rows at work few. */
    static final int POOL = 1 << 14;

    /** Words after which the learning rate is looked at again. */
    private static final int CHUNK = 1000;

    private final int window;
    private final int negatives;
    private final boolean cbow;
    private final WordRates rates;
    private final WindowWorker worker;
    private final RowView inputs;
    private final RowView outputs;
    private final WindowPlan plan;
    private final int[] poolPlaces = new int[POOL];
    private final int[] line = new int[Corpus.LONGEST_LINE];
    private final int[] linePlaces;
    private final int[] targets;
    private Draws draws;
    private long pairs;

    SliceWorker(
            Corpus corpus,
            TrainingOptions options,
            WordRates rates,
            WindowKernel kernel,
            BaseRows baseInputs,
            BaseRows baseOutputs,
            int stride) {
        this.window = options.window();
        this.negatives = options.negatives();
        this.cbow = options.algorithm() == Algorithm.CBOW;
        this.rates = rates;
        int words = corpus.vocabulary().size();
        int mostInputs = corpus.mostDistinct();
        int mostOutputs = Math.min(words, mostInputs + POOL);
        this.worker = kernel.worker(mostInputs + 1, mostOutputs + 1, stride);
        this.inputs = new RowView(kernel, baseInputs, worker.inputs(), words, mostInputs, stride);
        this.outputs = new RowView(kernel, baseOutputs, worker.outputs(), words, mostOutputs, stride);
        this.plan = new WindowPlan(options);
        this.linePlaces = new int[Corpus.LONGEST_LINE + plan.readAhead()];
        this.targets = new int[1 + negatives];
    }

    RowView inputs() {
        return inputs;
    }

    RowView outputs() {
        return outputs;
    }

    /**
     * Learns from a slice.
     *
     * @param slice rows and line ends
     * @param draws random numbers of this slice in this epoch
     */
    void learn(int[] slice, Draws draws, LearningRate rate, long wordsBefore) {
        this.draws = draws;
        fillPool();
        int words = 0;
        int chunkEnd = CHUNK;
        int length = 0;
        float now = rate.at(wordsBefore); // of a chunk from its first word on: a short text is one chunk
        for (int token : slice) {
            if (token != Corpus.LINE_END) {
                words++;
                length = keep(token, length);
                continue;
            }
            learnLine(length, now);
            length = 0;
            if (words >= chunkEnd) {
                run(now);
                chunkEnd = words + CHUNK;
                now = rate.at(wordsBefore + words);
            }
        }
        run(now);
    }

    private void fillPool() {
        for (int i = 0; i < POOL; i++) {
            poolPlaces[i] = rates.drawNegative(draws);
        }
        for (int i = 0; i < POOL; i++) {
            poolPlaces[i] = outputs.place(poolPlaces[i]);
        }
    }

    /** Frequent words lose some of their occurrences: the next word then takes their place. */
    private int keep(int word, int length) {
        line[length] = word;
        return length + draws.oneOrNone(rates.keep(word));
    }

    private void learnLine(int length, float rate) {
        if (length < 2) {
            return; // a word without a context
        }
        for (int i = 0; i < length; i++) {
            linePlaces[i] = inputs.place(line[i]);
        }
        for (int i = 0; i < length; i++) {
            addWindow(i, length);
            if (plan.isFull()) {
                run(rate);
            }
        }
    }

    private void addWindow(int at, int length) {
        int reach = 1 + draws.below(window);
        int before = Math.min(reach, at);
        int after = Math.min(reach, length - 1 - at);
        targets[0] = outputs.place(line[at]);
        plan.add(targets, drawNegatives(), linePlaces, at, before, after);
        pairs += cbow ? 1 : before + after;
    }

    /** A negative that is the word itself is left out. Four numbers of 14 bits come from one draw. */
    private int drawNegatives() {
        int word = targets[0];
        int count = 0;
        long random = 0;
        for (int i = 0; i < negatives; i++) {
            random = i % 4 == 0 ? draws.next() : random >>> 14;
            int place = poolPlaces[(int) random & POOL - 1];
            if (place != word) {
                targets[++count] = place;
            }
        }
        return count;
    }

    private void run(float rate) {
        if (plan.isEmpty()) {
            return;
        }
        inputs.fill();
        outputs.fill();
        if (cbow) {
            worker.cbow(plan.take(), rate);
        } else {
            worker.skipGram(plan.take(), rate);
        }
    }

    /** The sum of the loss over all pairs since the last call. */
    double takeLoss() {
        return worker.takeLoss();
    }

    /** Words predicted, once for each word of the context in skip-gram, since the last call. */
    long takePairs() {
        long taken = pairs;
        pairs = 0;
        return taken;
    }

    /** Forgets the rows of the last slice. */
    void clear() {
        inputs.clear();
        outputs.clear();
    }

    @Override
    public void close() {
        worker.close();
    }
}
