/**
 * The transformer itself, made of values, and its one forward pass: norms, positions, attention, feed-forward networks,
 * embeddings, heads, and the keys and values that a decoder keeps. No families, no files, no names of weights.
 *
 * <p>An encoder and a decoder are the same {@link dev.heed.model.Transformer}; a mask and a
 * {@link dev.heed.model.KeyValueCache} make the difference. Families ({@code model.family}) put the values together from
 * what {@code model.weights} finds. Calls {@code attention}, {@code kernel}, {@code tensor}, {@code parallel}.
 */
package dev.heed.model;
