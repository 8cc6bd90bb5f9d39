/**
 * From pieces back to text: each {@code decoder} of {@code tokenizer.json} is one small type, which also says what a single
 * piece adds to a stream of text.
 *
 * <p>Calls {@code aligned}, {@code pattern} and {@code subword}.
 */
package dev.heed.tokenizer.decoder;
