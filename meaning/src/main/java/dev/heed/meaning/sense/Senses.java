package dev.heed.meaning.sense;

import java.util.List;
import java.util.Map;

/**
 * The senses of a word in a corpus.
 *
 * @param word as asked for
 * @param occurrences number of places where it stands
 * @param senses the largest first, or in the order of the named senses that were given
 * @param unclear occurrences that belong to none, in the order of the corpus; their similarity is that with the nearest sense
 * @param notes what the reader must know, one line each
 */
public record Senses(String word, int occurrences, List<Sense> senses, List<Member> unclear, List<String> notes) {
    public Senses {
        senses = List.copyOf(senses);
        unclear = List.copyOf(unclear);
        notes = List.copyOf(notes);
    }

    /**
     * The id of one of the senses.
     *
     * @param count of senses
     * @throws IllegalArgumentException if there is no such sense
     */
    public static int checked(int id, int count) {
        if (id < 1 || id > count) {
            throw new IllegalArgumentException("sense " + id + ": expected "
                    + (count == 1 ? "1, the only sense found" : "1 to " + count + ", the senses found"));
        }
        return id;
    }

    /**
     * The same with names.
     *
     * @param names by id
     * @throws IllegalArgumentException if there is no such id
     */
    public Senses named(Map<Integer, String> names) {
        for (int id : names.keySet()) {
            checked(id, senses.size());
        }
        List<Sense> named = senses.stream()
                .map(sense -> new Sense(
                        sense.id(), names.getOrDefault(sense.id(), sense.name()), sense.keywords(), sense.members()))
                .toList();
        return new Senses(word, occurrences, named, unclear, notes);
    }
}
