package dev.heed.model;

import dev.heed.attention.Sequences;
import java.util.List;

/**
 * Token ids of several texts in one stream, without padding.
 *
 * @param ids one text after the other; (tokens)
 * @param typeIds segment of each token; null for all 0
 * @param sequences where the texts begin and end
 */
public record TokenBatch(int[] ids, int[] typeIds, Sequences sequences) {
    /** @throws IllegalArgumentException if the lengths differ */
    public TokenBatch {
        if (ids.length != sequences.queries() || (typeIds != null && typeIds.length != ids.length)) {
            throw new IllegalArgumentException("token batch: expected " + sequences.queries() + " ids and as many type"
                    + " ids, got " + ids.length + " and " + (typeIds == null ? "none" : typeIds.length));
        }
    }

    /** Texts of one segment each. */
    public static TokenBatch of(List<int[]> texts) {
        int[] lengths = texts.stream().mapToInt(t -> t.length).toArray();
        int[] ids = texts.stream().flatMapToInt(java.util.Arrays::stream).toArray();
        return new TokenBatch(ids, null, Sequences.of(lengths));
    }
}
