package dev.heed.vectors;

import java.util.Optional;

/** Makes a vector for a word that has no row: of its subwords, say. Thread-safe. */
@FunctionalInterface
public interface UnseenWords {
    /** The vector of a word; empty if nothing of it is known. */
    Optional<float[]> vector(String word);
}
