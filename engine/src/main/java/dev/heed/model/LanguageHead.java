package dev.heed.model;

import dev.heed.kernel.Kernels;
import dev.heed.kernel.rows.Activation;
import dev.heed.parallel.Workers;
import dev.heed.tensor.Matrix;

/**
 * From a token's last vector to a score for each token of the vocabulary. Immutable, thread-safe.
 *
 * @param transform (hiddenSize, width), before the scores: masked language models; null for none
 * @param activation after it
 * @param norm after that
 * @param output (width, vocabularySize)
 * @param cap scores become {@code cap · tanh(score / cap)} (Gemma 2); 0 for as they are
 * @param scale factor on the scores
 */
public record LanguageHead(Linear transform, Activation activation, Norm norm, Linear output, float cap, float scale) {
    /** Scores alone: decoders. */
    public static LanguageHead of(Linear output) {
        return new LanguageHead(null, Activation.IDENTITY, Norm.NONE, output, 0, 1);
    }

    /** After a map, an activation and a norm: masked language models. */
    public static LanguageHead masked(Linear transform, Activation activation, Norm norm, Linear output) {
        return new LanguageHead(transform, activation, norm, output, 0, 1);
    }

    /** The same with a factor on the scores, and then a cap; 0 for none. */
    public LanguageHead scaled(float factor, float most) {
        return new LanguageHead(transform, activation, norm, output, most, factor);
    }

    /**
     * Scores, not yet probabilities.
     *
     * @param hidden (rows, hiddenSize): of the model's last layer, after its final norm
     * @return (rows, vocabularySize), the caller's own
     */
    public Matrix logits(Matrix hidden, Workers workers, Kernels kernels) {
        Matrix x = hidden;
        if (transform != null) {
            Matrix wide = Matrix.zeros(x.rows(), transform.outputs());
            x = norm.into(wide, transform.apply(x, activation, wide, workers), null, kernels);
        }
        Matrix logits = output.apply(x, Activation.IDENTITY, Matrix.zeros(x.rows(), output.outputs()), workers);
        if (scale != 1 || cap != 0) {
            float[] scores = logits.data();
            for (int i = 0; i < scores.length; i++) {
                float score = scores[i] * scale;
                scores[i] = cap == 0 ? score : cap * (float) StrictMath.tanh(score / cap);
            }
        }
        return logits;
    }
}
