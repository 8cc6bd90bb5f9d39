/**
 * From scores of tokens to text: sampling, stopping, whole characters, masks of a JSON schema, and the steps that many
 * requests take together. Stands on {@code model}, {@code tokenizer} and {@code template}; the face above names what users see.
 */
package dev.heed.generation;
