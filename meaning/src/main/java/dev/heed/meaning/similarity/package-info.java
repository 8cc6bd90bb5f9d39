/**
 * Why two texts are as similar as they are: exact shares of the score by word pair, what each word's absence changes, and
 * what the score means among random pairs.
 *
 * <p>Calls the engine and {@code statistics}.
 */
package dev.heed.meaning.similarity;
