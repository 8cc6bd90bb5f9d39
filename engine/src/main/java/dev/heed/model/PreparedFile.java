package dev.heed.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A file made from a model's files, kept beside them to spare a start the work. It may be missing, old or damaged at any
 * time: whoever reads it checks it, and does the work where it does not hold.
 *
 * @param path in the cache's folder of one model
 */
public record PreparedFile(Path path) {
    /** The bytes; empty if there is no such file, or it cannot be read. */
    public Optional<byte[]> read() {
        try {
            return Files.size(path) > ModelFiles.LARGEST_COPY
                    ? Optional.empty()
                    : Optional.of(Files.readAllBytes(path));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /**
     * Replaces the file, whole or not at all; where nothing can be written, nothing is, without a word. Processes that
     * write at once each leave a whole file.
     */
    public void write(byte[] bytes) {
        Path partial = path.resolveSibling(
                "." + path.getFileName() + "-" + ProcessHandle.current().pid() + "-"
                        + Long.toHexString(ThreadLocalRandom.current().nextLong()));
        try {
            try {
                Files.write(partial, bytes);
                Files.move(partial, path, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(partial);
            }
        } catch (IOException e) {
            // the next start does the work again
        }
    }
}
