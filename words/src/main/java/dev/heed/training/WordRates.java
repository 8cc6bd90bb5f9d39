package dev.heed.training;

import dev.heed.training.corpus.Corpus;

/**
 * What a word's frequency decides: how much of its occurrences is kept, how often it is drawn as a negative, and how its
 * rows are merged. Immutable, thread-safe.
 */
final class WordRates {
    private static final double NEGATIVE_POWER = 0.75;
    private static final double WHOLE = 0x1p32;

    private final long[] keep; // of 2³²
    private final AliasTable negatives;
    private final float[] inputDamping;
    private final float[] outputDamping;

    WordRates(Corpus corpus, TrainingOptions options) {
        long[] occurrences = corpus.occurrences();
        long[] counts = corpus.vocabulary().counts();
        int n = counts.length;
        double all = 0;
        for (long count : counts) {
            all += count;
        }
        this.keep = new long[n];
        double[] weights = new double[n];
        double[] kept = new double[n];
        double keptWords = 0;
        double weightSum = 0;
        for (int i = 0; i < n; i++) {
            double share = keptShare(counts[i] / all, options.subsample());
            keep[i] = (long) (share * WHOLE);
            kept[i] = occurrences[i] * share / corpus.words();
            keptWords += kept[i];
            weights[i] = StrictMath.pow(counts[i], NEGATIVE_POWER);
            weightSum += weights[i];
        }
        this.negatives = new AliasTable(weights);
        this.inputDamping = new float[n];
        this.outputDamping = new float[n];
        RowDamping damping = new RowDamping(options, corpus.sliceWords());
        for (int i = 0; i < n; i++) {
            double drawn = options.negatives() * keptWords * weights[i] / weightSum;
            inputDamping[i] = damping.ofInput(kept[i]);
            outputDamping[i] = damping.ofOutput(kept[i] + drawn);
        }
    }

    /** The share of a word's occurrences that is kept (word2vec's formula). */
    private static double keptShare(double frequency, double subsample) {
        if (subsample == 0 || frequency == 0) {
            return 1;
        }
        return Math.min(1, (Math.sqrt(frequency / subsample) + 1) * subsample / frequency);
    }

    /** Of 2³². */
    long keep(int word) {
        return keep[word];
    }

    int drawNegative(Draws draws) {
        return negatives.draw(draws);
    }

    /** See {@link RowDamping}. */
    float[] inputDamping() {
        return inputDamping;
    }

    /** See {@link RowDamping}. */
    float[] outputDamping() {
        return outputDamping;
    }
}
