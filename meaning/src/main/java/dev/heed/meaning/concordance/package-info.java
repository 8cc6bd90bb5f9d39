/**
 * Concordance by meaning: the lines that use a word as a given text does, ranked.
 *
 * <p>Calls the engine, {@code corpus} and {@code feature}.
 */
package dev.heed.meaning.concordance;
