/**
 * The senses of a word: its occurrences in groups whose number nobody gives, what tells the groups apart, and the named
 * senses that a user keeps.
 *
 * <p>Calls the engine, {@code corpus} and {@code feature}.
 */
package dev.heed.meaning.sense;
