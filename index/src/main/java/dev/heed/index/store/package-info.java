/**
 * The index on disk: Lucene documents, one an occurrence, and what is said with every commit. The layout is in
 * {@code docs/decisions/} and in {@link dev.heed.index.store.Field}.
 *
 * <p>The only room that knows Lucene. Calls {@code source} and {@code use}.
 */
package dev.heed.index.store;
