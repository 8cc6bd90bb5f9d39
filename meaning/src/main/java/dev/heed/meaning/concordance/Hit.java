package dev.heed.meaning.concordance;

import dev.heed.meaning.corpus.Occurrence;

/**
 * A line of the answer.
 *
 * @param similarity mean cosine with the uses asked for; the order of the lines is that of scores which also follow what is near
 *     what is near
 */
public record Hit(Occurrence occurrence, double similarity) {}
