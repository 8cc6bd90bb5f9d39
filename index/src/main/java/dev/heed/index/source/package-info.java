/**
 * The texts that an index speaks of: which files, whether they still are what was indexed, how long lines are cut, and a
 * line read again from its place. No text is copied.
 *
 * <p>Calls the engine's {@code lines}, {@code text} and {@code format}; knows no model and no Lucene.
 */
package dev.heed.index.source;
