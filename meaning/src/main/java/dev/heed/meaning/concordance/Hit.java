package dev.heed.meaning.concordance;

import dev.heed.meaning.corpus.Occurrence;

/**
 * A line of the answer.
 *
 * @param similarity mean cosine with the uses asked for
 * @param score what the lines are ordered by, which also follows what is near what is near; null for those behind the lines
 *     that were looked at so closely, which are ordered by similarity
 */
public record Hit(Occurrence occurrence, double similarity, Double score) {
    /** Ordered by similarity alone. */
    public Hit(Occurrence occurrence, double similarity) {
        this(occurrence, similarity, similarity);
    }
}
