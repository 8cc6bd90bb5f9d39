/**
 * Vectors of one occurrence of a word: what is taken from which layers, how it is standardised and joined, and whether two
 * occurrences mean the same.
 *
 * <p>Shared by comparison, senses, concordance and index. Calls the engine and {@code statistics}.
 */
package dev.heed.meaning.feature;
