package dev.heed;

/**
 * A token that may come next.
 *
 * @param piece the vocabulary's entry
 * @param text the characters that it stands for
 * @param logit the model's score
 * @param probability its share among all tokens
 */
public record Candidate(int id, String piece, String text, float logit, float probability) {}
