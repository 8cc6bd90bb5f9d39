package dev.heed.training.corpus;

import dev.heed.format.InvalidFileException;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

/**
 * All that stands in a folder and below, hidden things passed over, in the order of names. The folder itself may be a link;
 * links inside are not followed into folders, so that nothing is read twice and no walk is endless. Not thread-safe.
 */
final class FolderWalk extends SimpleFileVisitor<Path> {
    private final Path folder;
    private final Path real;
    private final List<Path> files = new ArrayList<>();

    FolderWalk(Path folder) throws IOException {
        this.folder = folder;
        this.real = folder.toRealPath();
    }

    /** Files and links, named below the folder as it was named. */
    List<Path> files() throws IOException {
        Files.walkFileTree(real, this);
        files.sort(null);
        return files;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path inside, BasicFileAttributes attributes) {
        return inside.equals(real) || !isHidden(inside) ? FileVisitResult.CONTINUE : FileVisitResult.SKIP_SUBTREE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
        if (!isHidden(file)) {
            files.add(named(file));
        }
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) {
        throw new InvalidFileException(named(file) + ": permission denied", failure);
    }

    private Path named(Path file) {
        return folder.resolve(real.relativize(file));
    }

    private static boolean isHidden(Path file) {
        return file.getFileName().toString().startsWith(".");
    }
}
