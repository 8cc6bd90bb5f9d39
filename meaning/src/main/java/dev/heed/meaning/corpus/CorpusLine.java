package dev.heed.meaning.corpus;

/**
 * A line of a corpus.
 *
 * @param file as it was named; {@code -} is standard input
 * @param line its number, from 1
 * @param text without its end
 */
public record CorpusLine(String file, long line, String text) {}
