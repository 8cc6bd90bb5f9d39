/**
 * What cuts a normalized text into words: each {@code pre_tokenizer} of {@code tokenizer.json} is one small type.
 *
 * <p>Steps work on {@link dev.heed.tokenizer.pretokenizer.Pieces}, one after the other. Calls {@code aligned} and
 * {@code pattern}.
 */
package dev.heed.tokenizer.pretokenizer;
