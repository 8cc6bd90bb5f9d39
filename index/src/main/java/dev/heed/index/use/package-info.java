/**
 * What an index keeps of an occurrence: one vector, as a byte a number and as a bit a number, and how a query is compared
 * with each.
 *
 * <p>Sums are of integers, so the same bits come out however they are cut. Calls {@code dev.heed.meaning}; knows no Lucene.
 */
package dev.heed.index.use;
