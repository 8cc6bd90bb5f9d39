/**
 * The operator: scaled dot-product attention over ragged batches, exact and in linear memory, with its weights, scores
 * and every step on request.
 *
 * <p>One definition for the explainer's three words and for 8,000 tokens. Calls {@code kernel}, {@code tensor} and
 * {@code parallel}; knows nothing of models.
 */
package dev.heed.attention;
