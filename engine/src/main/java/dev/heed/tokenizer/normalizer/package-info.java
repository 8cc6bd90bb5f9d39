/**
 * What changes a text before it is cut into words: each {@code normalizer} of {@code tokenizer.json} is one small type.
 *
 * <p>A step reads an {@link dev.heed.tokenizer.aligned.AlignedText} and writes another. Calls {@code aligned} and
 * {@code pattern}.
 */
package dev.heed.tokenizer.normalizer;
