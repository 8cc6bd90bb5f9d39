package dev.heed;

/**
 * A word of a model's table near a vector.
 *
 * @param word the vocabulary's entry
 * @param id its number in the vocabulary
 * @param similarity cosine of its row and the vector
 */
public record NearWord(String word, int id, float similarity) {}
