/**
 * Text at hand: its lines, the places where a word stands in them, and the passages that the model reads.
 *
 * <p>Calls the engine's exported packages only; knows no model's vectors.
 */
package dev.heed.meaning.corpus;
