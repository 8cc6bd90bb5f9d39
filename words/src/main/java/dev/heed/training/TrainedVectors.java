package dev.heed.training;

import dev.heed.tensor.Matrix;
import dev.heed.vectors.WordVectors;

/**
 * What a training gives.
 *
 * @param vectors the words' input rows, with their counts
 * @param outputs the words' output rows, with which a later training goes on; (words, dimension)
 * @param progress where it ended
 */
public record TrainedVectors(WordVectors vectors, Matrix outputs, TrainingProgress progress) {
    /** Whether it was stopped before its last epoch was over. */
    public boolean stopped() {
        return progress.words() < progress.wordsTotal();
    }
}
