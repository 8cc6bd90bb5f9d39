package dev.heed.index.store;

import dev.heed.format.InvalidFileException;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.IndexFormatTooNewException;
import org.apache.lucene.index.IndexFormatTooOldException;
import org.apache.lucene.index.IndexNotFoundException;
import org.apache.lucene.store.LockObtainFailedException;

/** Lucene's failures in one line each. */
final class StoreFailures {
    private StoreFailures() {}

    static IOException of(IOException failure, Path folder) {
        String message = switch (failure) {
            case LockObtainFailedException e -> "another heed index is writing to it; wait for its end";
            case IndexNotFoundException e -> "expected an index of heed index, found none";
            case IndexFormatTooNewException e -> "made by a newer Lucene; index it anew";
            case IndexFormatTooOldException e -> "made by an older Lucene; index it anew";
            case CorruptIndexException e -> damaged(e);
            case EOFException e -> damaged(e);
            case FileNotFoundException e -> damaged(e);
            case NoSuchFileException e -> "damaged (" + e.getFile() + " is missing); index it anew";
            default -> null;
        };
        if (message == null) { // a full disk, say: not all of them tell where
            return failure instanceof FileSystemException
                    ? failure
                    : new IOException(folder + ": " + failure.getMessage(), failure);
        }
        throw new InvalidFileException(folder + ": " + message, failure);
    }

    private static String damaged(IOException e) {
        return "damaged (" + e.getMessage() + "); index it anew";
    }
}
