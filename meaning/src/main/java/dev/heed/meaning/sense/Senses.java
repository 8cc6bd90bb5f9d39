package dev.heed.meaning.sense;

import java.util.List;

/**
 * The senses of a word in a corpus.
 *
 * @param word as asked for
 * @param occurrences number of places where it stands
 * @param senses the largest first, or in the order of the named senses that were given
 * @param unclear occurrences that belong to none, in the order of the corpus; their similarity is that with the nearest sense
 */
public record Senses(String word, int occurrences, List<Sense> senses, List<Member> unclear) {
    public Senses {
        senses = List.copyOf(senses);
        unclear = List.copyOf(unclear);
    }
}
