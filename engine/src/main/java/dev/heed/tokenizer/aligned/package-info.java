/**
 * Text with places: {@link dev.heed.tokenizer.aligned.AlignedText} is what every step of a tokenizer reads and writes, and
 * the tables say what the reference knows of each code point.
 *
 * <p>Calls {@code format} for its errors, nothing else; knows no normalizer, pre-tokenizer or model.
 */
package dev.heed.tokenizer.aligned;
