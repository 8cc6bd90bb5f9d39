package dev.heed.search;

import java.util.OptionalInt;

/**
 * A word of a text, found among word vectors.
 *
 * @param entry what it is there: as written, or in lower case
 * @param row its row; empty where its vector was made of subwords
 * @param vector (dimension)
 */
public record FoundWord(String entry, OptionalInt row, float[] vector) {}
