package dev.heed.cache;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;

/** What processes left in a cache folder that were killed while they wrote. Others may be sweeping at the same time. */
public final class Leftovers {
    private static final Duration AGE = Duration.ofDays(1);

    private Leftovers() {}

    /**
     * Deletes files and folders of files older than a day, as far as it can: what is gone already, or cannot be deleted, is
     * passed over.
     *
     * @param prefix what their names begin with
     */
    public static void sweep(Path folder, String prefix) {
        Instant oldest = Instant.now().minus(AGE);
        try (DirectoryStream<Path> leftovers = Files.newDirectoryStream(
                folder, path -> path.getFileName().toString().startsWith(prefix))) {
            for (Path leftover : leftovers) {
                deleteIfOlder(leftover, oldest);
            }
        } catch (IOException | DirectoryIteratorException e) {
            // the next process sweeps
        }
    }

    private static void deleteIfOlder(Path leftover, Instant oldest) {
        try {
            if (Files.getLastModifiedTime(leftover).toInstant().isBefore(oldest)) {
                delete(leftover);
            }
        } catch (IOException | UncheckedIOException e) {
            // another process was faster, or it stays
        }
    }

    /** Deletes a file, or a folder of files; none is fine. */
    public static void delete(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            try (Stream<Path> content = Files.list(path)) {
                for (Path file : content.toList()) {
                    Files.deleteIfExists(file);
                }
            }
        }
        Files.deleteIfExists(path);
    }
}
