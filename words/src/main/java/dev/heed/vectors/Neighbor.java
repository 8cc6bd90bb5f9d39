package dev.heed.vectors;

/**
 * A word near a question.
 *
 * @param row of the word
 * @param similarity cosine, or the score of the question's own measure
 */
public record Neighbor(String word, int row, double similarity) {}
