/**
 * Text to token ids and back to places in the text, as the model's own tokenizer file says.
 *
 * <p>{@code TokenizerPass} is the pipeline: added tokens, normalizer, pre-tokenizer, model; the template is the caller's to
 * apply. {@code AlignedText} is the one map back to UTF-16 positions of the given text; it allows several tokens on one
 * place and empty places, so another model (byte-level BPE, Unigram) needs a reader in {@code TokenizerFile} and a run
 * beside {@code WordPiece.Run}. Calls {@code format} for its error type and {@code text} for spans; knows nothing of
 * tensors.
 */
package dev.heed.tokenizer;
