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
public record StoredOccurrence(int file, long line, long offset, Span span) {
    /** About a sentence, in UTF-16 units. */
    private static final int NEAR = 200;

    /** Where it stands, roughly: neighbouring words of a line have the same. */
    public StoredOccurrence neighbourhood() {
        int cell = span.start() / NEAR * NEAR;
        return new StoredOccurrence(file, line, offset, new Span(cell, cell));
    }
}
