package dev.heed.meaning.sense;

import dev.heed.meaning.corpus.Occurrence;

/**
 * An occurrence in a sense.
 *
 * @param similarity cosine with the sense's centre
 * @param confidence that it belongs to this sense rather than to another found, 0 to 1; 1 if there is one sense
 */
public record Member(Occurrence occurrence, double similarity, double confidence) {}
