/**
 * Lucene's side of Heed: fields, queries, rescoring, highlighting. Calls the engine and {@code meaning}; knows no other
 * framework. What is kept in an index of words in context belongs to {@code dev.heed.index}.
 */
package dev.heed.lucene;
