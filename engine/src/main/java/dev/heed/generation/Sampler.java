package dev.heed.generation;

import dev.heed.kernel.Kernels;
import java.util.Arrays;
import java.util.BitSet;

/**
 * Chooses the tokens of one text, one after the other; see {@link Sampling} for the steps. Not thread-safe: one for each
 * text.
 */
final class Sampler {
    private static final float RULED_OUT = -100;

    private final Sampling sampling;
    private final Kernels kernels;
    private final BitSet seen = new BitSet();
    private long drawn;

    Sampler(Sampling sampling, Kernels kernels) {
        this.sampling = sampling;
        this.kernels = kernels;
    }

    /** Tells of a token of the prompt or the text, which the repeat penalty counts. */
    void see(int id) {
        seen.set(id);
    }

    /**
     * The next token.
     *
     * @param logits the model's scores; not changed
     * @param allowed the ids that may come; null for all
     * @return an id, or -1 if none may come
     */
    int choose(float[] logits, BitSet allowed) {
        Probabilities.highest(logits); // refuses NaN
        float[] scores = logits.clone();
        sampling.logitBias().forEach((id, bias) -> bias(scores, id, bias));
        penalize(scores);
        int best = -1;
        for (int id = 0; id < scores.length; id++) {
            if (allowed != null && !allowed.get(id)) {
                scores[id] = Float.NEGATIVE_INFINITY;
            } else if (scores[id] != Float.NEGATIVE_INFINITY && (best < 0 || scores[id] > scores[best])) {
                best = id;
            }
        }
        return sampling.temperature() == 0 || best < 0 ? best : draw(scores, scores[best]);
    }

    private static void bias(float[] scores, int id, float bias) {
        if (id < 0 || id >= scores.length) {
            throw new IllegalArgumentException(
                    "logit-bias: expected token ids from 0 to " + (scores.length - 1) + ", got " + id);
        }
        scores[id] = bias <= RULED_OUT ? Float.NEGATIVE_INFINITY : scores[id] + bias;
    }

    private void penalize(float[] scores) {
        float penalty = (float) sampling.repeatPenalty();
        if (penalty != 1) {
            for (int id = seen.nextSetBit(0); id >= 0 && id < scores.length; id = seen.nextSetBit(id + 1)) {
                scores[id] = scores[id] > 0 ? scores[id] / penalty : scores[id] * penalty;
            }
        }
    }

    /** Weights relative to the best; what the steps drop gets none; then one draw, tokens in order of their ids. */
    private int draw(float[] scores, float best) {
        float[] weights = new float[scores.length];
        for (int id = 0; id < scores.length; id++) {
            weights[id] = (float) ((scores[id] - (double) best) / sampling.temperature());
        }
        kernels.exponentials(weights, 0, weights.length, 0);
        double sum = sum(weights);
        if (sampling.topK() > 0 && sampling.topK() < scores.length) {
            sum = keep(weights, Probabilities.top(scores, sampling.topK()));
        }
        if (sampling.topP() < 1) {
            sum = keepMass(weights, scores, sum);
        }
        if (sampling.minP() > 0) {
            sum = keepLikely(weights);
        }
        return pick(weights, Draws.draw(sampling.seed(), drawn++) * sum);
    }

    private static double keep(float[] weights, int[] ids) {
        float[] kept = new float[ids.length];
        for (int i = 0; i < ids.length; i++) {
            kept[i] = weights[ids[i]];
        }
        Arrays.fill(weights, 0);
        for (int i = 0; i < ids.length; i++) {
            weights[ids[i]] = kept[i];
        }
        return sum(weights);
    }

    private static double sum(float[] weights) {
        double sum = 0;
        for (float weight : weights) {
            sum += weight;
        }
        return sum;
    }

    /** Looks at ever more of the likeliest until they reach the mass. */
    private double keepMass(float[] weights, float[] scores, double sum) {
        double wanted = sampling.topP() * sum;
        for (int count = 64; ; count *= 8) {
            int[] ids = Probabilities.top(scores, count);
            double reached = 0;
            for (int i = 0; i < ids.length; i++) {
                reached += weights[ids[i]];
                if (reached >= wanted) {
                    return keep(weights, Arrays.copyOf(ids, i + 1));
                }
            }
            if (ids.length == scores.length) {
                return sum; // rounding: all stay
            }
        }
    }

    /** The best has weight 1. */
    private double keepLikely(float[] weights) {
        for (int id = 0; id < weights.length; id++) {
            if (weights[id] < sampling.minP()) {
                weights[id] = 0;
            }
        }
        return sum(weights);
    }

    private static int pick(float[] weights, double mass) {
        double reached = 0;
        int last = -1;
        for (int id = 0; id < weights.length; id++) {
            if (weights[id] > 0) {
                reached += weights[id];
                last = id;
                if (reached > mass) {
                    return id;
                }
            }
        }
        return last;
    }
}
