/**
 * Rows of vectors, asked: the rows nearest by cosine, exactly and in one pass for many questions, and words looked up.
 *
 * <p>May call kernels, tensors and threads. Where rows come from, files or a model's table, is the caller's affair.
 */
package dev.heed.search;
