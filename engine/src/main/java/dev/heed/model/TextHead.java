package dev.heed.model;

import dev.heed.tensor.Matrix;
import dev.heed.tensor.Vectors;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * From the tokens' last vectors to the text's: steps on each token, pooling, steps on the text's vector, a cut. Immutable,
 * thread-safe.
 *
 * @param tokenSteps before the pooling
 * @param steps after it
 * @param cut the most numbers of a vector; 0 for all
 * @param unitAfterCut whether what is left is scaled to length 1
 */
public record TextHead(
        List<HeadStep> tokenSteps, Pooling pooling, List<HeadStep> steps, int cut, boolean unitAfterCut) {
    public TextHead {
        tokenSteps = List.copyOf(tokenSteps);
        steps = List.copyOf(steps);
    }

    /** Pooling and, if asked for, length 1. */
    public static TextHead of(Pooling pooling, boolean normalize) {
        return new TextHead(List.of(), pooling, normalize ? List.of(new HeadStep.Normalize()) : List.of(), 0, false);
    }

    /** The same, its vectors cut to their first numbers and brought to length 1 (Matryoshka, Kusupati et al., 2022). */
    public TextHead cutTo(int numbers) {
        return new TextHead(tokenSteps, pooling, steps, numbers, true);
    }

    /**
     * What is pooled of one window of a text; windows' are averaged before {@link #finish}.
     *
     * @param tokens (tokens, hiddenSize)
     * @param promptTokens how many of them stand for a prompt and what comes before it
     */
    public float[] pooled(Matrix tokens, int promptTokens) {
        Matrix rows = tokens;
        for (HeadStep step : tokenSteps) {
            rows = step.apply(rows);
        }
        return pooling.pool(rows, promptTokens);
    }

    /**
     * The summands of a text's vector, where it is a sum over its tokens but for its length: then the cosine of two texts is a
     * sum over pairs of their tokens.
     *
     * @param tokens of a text read in one window; (tokens, hiddenSize)
     * @return (tokens, dimension); empty where the pooling is no sum, or a step behind it makes no sum of one
     */
    public Optional<Matrix> summands(Matrix tokens, int promptTokens) {
        Matrix rows = tokens;
        for (HeadStep step : tokenSteps) {
            rows = step.apply(rows);
        }
        Optional<Matrix> parts = pooling.summands(rows, promptTokens);
        for (HeadStep step : steps) {
            parts = parts.flatMap(step::ofSummands);
        }
        return parts.map(all -> cut > 0 && cut < all.columns() ? all.columns(0, cut) : all);
    }

    /** The text's vector of what was pooled. */
    public float[] finish(float[] pooled) {
        float[] vector = through(steps, pooled);
        if (cut > 0 && cut < vector.length) {
            vector = Arrays.copyOf(vector, cut);
        }
        if (unitAfterCut) {
            Vectors.normalize(vector);
        }
        return vector;
    }

    /** The same without a last step that brings it to length 1. */
    public float[] finishUnscaled(float[] pooled) {
        boolean scaled = !steps.isEmpty() && steps.getLast() instanceof HeadStep.Normalize;
        return new TextHead(tokenSteps, pooling, scaled ? steps.subList(0, steps.size() - 1) : steps, cut, false)
                .finish(pooled);
    }

    /** The vector of a text read in one window. */
    public float[] vector(Matrix tokens, int promptTokens) {
        return finish(pooled(tokens, promptTokens));
    }

    private static float[] through(List<HeadStep> steps, float[] pooled) {
        if (steps.isEmpty()) {
            return pooled;
        }
        Matrix row = Matrix.of(pooled, 1, pooled.length);
        for (HeadStep step : steps) {
            row = step.apply(row);
        }
        return row.row(0);
    }
}
