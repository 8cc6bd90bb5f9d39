package dev.heed.training;

/**
 * How far a training is.
 *
 * @param words learnt from so far, all epochs together
 * @param wordsTotal of all epochs
 * @param loss the mean of −ln p over the pairs since the epoch began, p being the product of what the model gave the truth
 *     about the word and about each negative; what word2vec minimises
 */
public record TrainingProgress(int epoch, int epochs, long words, long wordsTotal, double loss) {
    /** Hears of the progress, in the thread that trains; says whether to go on. */
    @FunctionalInterface
    public interface Watch {
        /** Returns whether to go on; otherwise the training ends with what it has. */
        boolean goOn(TrainingProgress progress);
    }
}
