package dev.heed.attention;

import dev.heed.tensor.Matrix;

/**
 * Every step of one query's attention with the numbers that were used.
 *
 * @param query (headDim)
 * @param keys (keys, headDim)
 * @param products dot products of the query with each key; (keys)
 * @param bias what the model adds to each scaled product because of where query and key stand; (keys); null for nothing
 * @param scaledScores products times the scale, plus the bias; −∞ where the mask hides a key; (keys)
 * @param max the largest score; 0 if the query sees no key
 * @param exponentials exp(score − max); (keys)
 * @param sum of the exponentials
 * @param weights exponentials / sum; (keys)
 * @param values (keys, headDim)
 * @param weightedValues weight · value; (keys, headDim)
 * @param result the attended vector as the operator gives it; (headDim)
 */
public record AttentionTrace(
        float[] query,
        Matrix keys,
        float[] products,
        float[] bias,
        float[] scaledScores,
        float max,
        float[] exponentials,
        float sum,
        float[] weights,
        Matrix values,
        Matrix weightedValues,
        float[] result) {}
