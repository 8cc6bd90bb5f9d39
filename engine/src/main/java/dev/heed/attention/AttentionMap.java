package dev.heed.attention;

import dev.heed.tensor.Matrix;

/**
 * Scores and weights of one head on one sequence.
 *
 * @param scores (queries, keys): scaled, with the bias added, before softmax; −∞ where the mask hides a key
 * @param weights (queries, keys): each row sums to 1, or to 0 if it sees no key
 */
public record AttentionMap(Matrix scores, Matrix weights) {}
