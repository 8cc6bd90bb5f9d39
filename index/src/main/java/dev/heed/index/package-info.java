/**
 * An index of words in context: made once with a model, asked in milliseconds. {@code Indexer} writes it, {@code
 * OccurrenceIndex} answers.
 *
 * <p>Calls {@code source}, {@code use}, {@code store} and {@code dev.heed.meaning}; nothing here calls the command line.
 */
package dev.heed.index;
