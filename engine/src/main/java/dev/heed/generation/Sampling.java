package dev.heed.generation;

import java.util.Map;

/**
 * How the next token is chosen. The steps, in their order: logit bias, repeat penalty, a schema's mask, temperature,
 * top-k, top-p, min-p, the draw; transformers' order. Immutable.
 *
 * @param temperature divides the scores; 0 takes the highest (of equal ones the lowest id), and top-k, top-p, min-p and
 *     the seed do not count
 * @param topK only the K highest scores stay; 0 for all
 * @param topP only the fewest likeliest tokens stay whose probabilities reach P; 1 for all
 * @param minP only tokens stay whose probability is at least P times the highest; 0 for all
 * @param repeatPenalty scores of tokens that stand in the prompt or the text are divided by it where above 0, else
 *     multiplied (Keskar et al., 2019, section 4.1); 1 for none
 * @param logitBias added to scores, by id; −100 and below rules a token out
 * @param seed of the draws: the same seed draws the same on any machine
 */
public record Sampling(
        double temperature,
        int topK,
        double topP,
        double minP,
        double repeatPenalty,
        Map<Integer, Float> logitBias,
        long seed) {
    /** The most likely token, always. */
    public static final Sampling GREEDY = new Sampling(0, 0, 1, 0, 1, Map.of(), 0);

    /** @throws IllegalArgumentException if a number is outside its range */
    public Sampling {
        check("temperature", temperature >= 0 && temperature <= 100, "0 to 100", temperature);
        check("top-k", topK >= 0, "0 or more", topK);
        check("top-p", topP > 0 && topP <= 1, "above 0 and at most 1", topP);
        check("min-p", minP >= 0 && minP <= 1, "0 to 1", minP);
        check("repeat-penalty", repeatPenalty > 0 && repeatPenalty <= 100, "above 0 and at most 100", repeatPenalty);
        logitBias = Map.copyOf(logitBias);
        logitBias.forEach((id, bias) -> check("logit-bias", Math.abs(bias) <= 1000, "-1000 to 1000", bias));
    }

    private static void check(String name, boolean holds, String expected, Number got) {
        if (!holds) { // NaN does not hold either
            throw new IllegalArgumentException(name + ": expected " + expected + ", got " + got);
        }
    }

    /** The same at another temperature. */
    public Sampling temperature(double value) {
        return new Sampling(value, topK, topP, minP, repeatPenalty, logitBias, seed);
    }

    /** The same with only the K highest scores. */
    public Sampling topK(int value) {
        return new Sampling(temperature, value, topP, minP, repeatPenalty, logitBias, seed);
    }

    /** The same with only the likeliest tokens that reach P together. */
    public Sampling topP(double value) {
        return new Sampling(temperature, topK, value, minP, repeatPenalty, logitBias, seed);
    }

    /** The same with only tokens at least P times as likely as the likeliest. */
    public Sampling minP(double value) {
        return new Sampling(temperature, topK, topP, value, repeatPenalty, logitBias, seed);
    }

    /** The same with another penalty of repeats. */
    public Sampling repeatPenalty(double value) {
        return new Sampling(temperature, topK, topP, minP, value, logitBias, seed);
    }

    /** The same with other biases. */
    public Sampling logitBias(Map<Integer, Float> value) {
        return new Sampling(temperature, topK, topP, minP, repeatPenalty, value, seed);
    }

    /** The same with another seed. */
    public Sampling seed(long value) {
        return new Sampling(temperature, topK, topP, minP, repeatPenalty, logitBias, value);
    }
}
