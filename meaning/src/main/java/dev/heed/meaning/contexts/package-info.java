/**
 * Why two words have similar static vectors: the contexts that they share in a corpus, by their share of the score.
 *
 * <p>May call the engine's word vectors and {@code corpus}; knows no model.
 */
package dev.heed.meaning.contexts;
