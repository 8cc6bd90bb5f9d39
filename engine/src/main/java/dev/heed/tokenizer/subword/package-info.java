/**
 * What takes words apart: {@code WordPiece}, {@code BPE}, {@code Unigram} and {@code WordLevel} over one kind of
 * vocabulary.
 *
 * <p>A model reads words of an {@link dev.heed.tokenizer.aligned.AlignedText} and appends tokens with their places to a
 * buffer. Calls {@code aligned} and {@code format}.
 */
package dev.heed.tokenizer.subword;
