/**
 * Texts translated: cut into sentences and joined again, spans that must survive, and which word came from which.
 *
 * <p>Asks {@code Translator} for sentences and reads its cross-attention; knows no family, no tokenizer and no file of a
 * model. Nothing below calls it.
 */
package dev.heed.translation;
