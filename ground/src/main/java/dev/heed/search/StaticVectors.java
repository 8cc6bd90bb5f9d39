package dev.heed.search;

import java.util.List;
import java.util.Optional;

/** Static vectors as the words of a text are looked up among them. Implementations are immutable and thread-safe. */
public interface StaticVectors {
    /** Number of words that have a row. */
    int size();

    /** Numbers of a vector. */
    int dimension();

    /** A word as it stands in a text: as written, else in lower case, else made of subwords; empty if it has none of these. */
    Optional<FoundWord> lookUp(String word);

    /** Words that are written most like one, the nearest first; for messages. */
    List<String> nearestSpellings(String word, int count);
}
