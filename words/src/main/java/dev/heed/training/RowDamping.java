package dev.heed.training;

import dev.heed.training.TrainingOptions.Algorithm;

/**
 * How the changes of a row by several workers are put together.
 *
 * <p>Workers that changed a row little have learnt different things: their changes are added. Workers that changed it often
 * have all brought it near the same place: then their mean is right, and the sum would overshoot. Between the two: with q
 * the share of its old value that a row keeps in a slice, the changes of c workers one after the other would be worth
 * 1 + q + … + q^(c−1) of one, so their sum is multiplied by that over c. In skip-gram q falls exponentially with how often
 * the row is touched in a slice; CBOW touches rows less often: the changes of two workers are added as they are,
 * q = 1; those of more workers would overshoot too.
 */
final class RowDamping {
    private static final double TOUCHES = 500;

    /** Of the window's width, that is left by lines' ends. */
    private static final double INSIDE_LINES = 0.95;

    private final double touches; // in a slice, of a word that is all words

    RowDamping(TrainingOptions options, int sliceWords) {
        boolean damped = options.algorithm() == Algorithm.SKIPGRAM || options.workers() > 2;
        this.touches = damped ? INSIDE_LINES * (options.window() + 1) * sliceWords : 0;
    }

    /** q of a word's input row. @param share of all words of the text that are this one and kept */
    float ofInput(double share) {
        return q(touches * share);
    }

    /** q of a word's output row. @param share the same, and those drawn as negatives */
    float ofOutput(double share) {
        return q(touches * share);
    }

    private static float q(double touches) {
        return (float) StrictMath.exp(-touches / TOUCHES);
    }

    /** What the sum of the changes of so many workers is multiplied by. */
    static float scale(float q, int workers) {
        float sum = 1;
        float power = 1;
        for (int i = 1; i < workers; i++) {
            power *= q;
            sum += power;
        }
        return sum / workers;
    }
}
