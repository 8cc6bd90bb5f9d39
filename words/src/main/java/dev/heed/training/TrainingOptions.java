package dev.heed.training;

/**
 * What is trained and how. Together with the text and the words' cutting it defines the bits of the result.
 *
 * @param algorithm skip-gram or CBOW
 * @param dimension numbers of a vector, 1 to {@value #MOST_DIMENSIONS}
 * @param window words on either side that belong to a word's context at most
 * @param negatives words drawn as counter-examples for every word that is predicted
 * @param subsample frequency above which a word's occurrences are thinned out; 0 keeps all
 * @param epochs passes over the text
 * @param learningRate at the start; falls to a ten-thousandth of it with the position in the text
 * @param seed of all that is drawn
 * @param workers parts of the text that are learnt from side by side and then merged; threads beyond it have nothing to do
 */
public record TrainingOptions(
        Algorithm algorithm,
        int dimension,
        int window,
        int negatives,
        double subsample,
        int epochs,
        float learningRate,
        long seed,
        int workers) {
    /** What predicts what (Mikolov et al., 2013). */
    public enum Algorithm {
        /** Each word of the context predicts the word. */
        SKIPGRAM(0.025f),
        /** The mean of the context predicts the word. */
        CBOW(0.05f);

        private final float learningRate;

        Algorithm(float learningRate) {
            this.learningRate = learningRate;
        }

        /** What word2vec starts with. */
        public float learningRate() {
            return learningRate;
        }
    }

    /** The largest dimension. */
    public static final int MOST_DIMENSIONS = 4096;

    private static final int MOST = 1000;

    /** @throws IllegalArgumentException if a number is out of its range */
    public TrainingOptions {
        check("dimension", dimension, 1, MOST_DIMENSIONS);
        check("window", window, 1, MOST);
        check("negative", negatives, 1, MOST);
        check("epochs", epochs, 1, 1_000_000);
        check("workers", workers, 1, 64);
        if (!(subsample >= 0 && subsample <= 1)) {
            throw new IllegalArgumentException("subsample: expected 0 to 1, got " + subsample);
        }
        if (!(learningRate > 0 && learningRate <= 10)) {
            throw new IllegalArgumentException("learning-rate: expected more than 0, at most 10, got " + learningRate);
        }
    }

    private static void check(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(name + ": expected " + least + " to " + most + ", got " + value);
        }
    }

    /** word2vec's usual numbers: 100 dimensions, window 5, 5 negatives, subsample 1e-3, 5 epochs, seed 1, 2 workers. */
    public static TrainingOptions of(Algorithm algorithm) {
        return new TrainingOptions(algorithm, 100, 5, 5, 1e-3, 5, algorithm.learningRate(), 1, 2);
    }

    /** The same with another dimension. */
    public TrainingOptions withDimension(int other) {
        return new TrainingOptions(algorithm, other, window, negatives, subsample, epochs, learningRate, seed, workers);
    }

    /** The same with another number of workers. */
    public TrainingOptions withWorkers(int other) {
        return new TrainingOptions(
                algorithm, dimension, window, negatives, subsample, epochs, learningRate, seed, other);
    }
}
