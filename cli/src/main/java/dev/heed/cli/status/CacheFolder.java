package dev.heed.cli.status;

import java.nio.file.Files;
import java.nio.file.Path;

/** Whether models can be unpacked into a folder. */
final class CacheFolder {
    private CacheFolder() {}

    /** Whether the folder, or the nearest one above it that exists, is one that can be written. */
    static boolean writable(Path folder) {
        Path nearest = folder.toAbsolutePath();
        while (nearest != null && !Files.exists(nearest)) {
            nearest = nearest.getParent();
        }
        return nearest != null && Files.isDirectory(nearest) && Files.isWritable(nearest);
    }
}
