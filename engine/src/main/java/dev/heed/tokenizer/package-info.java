/**
 * Text to token ids and back to places in the text, as the model's own tokenizer file says.
 *
 * <p>A pipeline (normalizer, pre-tokenizer, model, template), each step keeping an alignment to UTF-16 positions of the
 * given text. Calls {@code format} for JSON and {@code text} for spans; knows nothing of tensors.
 */
package dev.heed.tokenizer;
