/**
 * Training of static word vectors: word2vec's skip-gram and CBOW with negative sampling, in parallel, with the same bits on
 * any number of threads.
 *
 * <p>{@link dev.heed.training.VectorTrainer} is the way in. May call {@code kernel}, {@code vectors}, {@code format},
 * {@code parallel}, {@code text}.
 */
package dev.heed.training;
