package dev.heed.spark.meaning;

import java.io.Serializable;

/**
 * A line of a corpus.
 *
 * @param file its number among the corpus's names
 * @param line from 1
 * @param text without its end
 */
record NumberedLine(int file, long line, String text) implements Serializable {}
