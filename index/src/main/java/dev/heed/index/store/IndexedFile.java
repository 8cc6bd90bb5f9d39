package dev.heed.index.store;

import dev.heed.index.source.Position;
import dev.heed.index.source.SourceFile;

/**
 * A file of an index.
 *
 * @param source as it was when it was indexed
 * @param position how far it has been read
 * @param done whether that is its end
 * @param occurrences that are indexed
 * @param unread places that the model did not read a token of, or words too long; they are left out
 * @param unknown those of the occurrences that are nothing but the unknown piece to the model: their vectors tell of what is
 *     around them
 */
public record IndexedFile(
        SourceFile source, Position position, boolean done, long occurrences, long unread, long unknown) {
    /** A file of which nothing has been read. */
    public static IndexedFile begun(SourceFile source) {
        return new IndexedFile(source, Position.START, false, 0, 0, 0);
    }

    /** The same file, of which there may be more to read. */
    public IndexedFile with(SourceFile now, boolean finished) {
        return new IndexedFile(now, position, finished, occurrences, unread, unknown);
    }
}
