package dev.heed.index.store;

import dev.heed.text.Span;

/**
 * An occurrence as an index keeps it.
 *
 * @param file number of the file in the manifest
 * @param line from 1
 * @param offset where the line begins, in bytes of the unpacked text
 * @param span in the line
 */
public record StoredOccurrence(int file, long line, long offset, Span span) {}
