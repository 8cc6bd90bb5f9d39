/**
 * Static word vectors: the type, the files that people keep them in, and the questions one asks of them.
 *
 * <p>Words stay bytes, rows stay where they lie (memory or a mapped file); nothing here is trained. May call
 * {@code kernel}, {@code format}, {@code lines} (gzip), {@code text}, {@code tensor}, {@code parallel}.
 */
package dev.heed.vectors;
