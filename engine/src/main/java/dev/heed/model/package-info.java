/**
 * Pretrained transformers: configuration, weights by name and expected shape, the encoder, pooling.
 *
 * <p>What a folder says and is not understood is refused by name. Calls {@code format}, {@code tokenizer},
 * {@code attention}, {@code kernel}, {@code tensor}, {@code parallel}; only the API package calls it.
 */
package dev.heed.model;
