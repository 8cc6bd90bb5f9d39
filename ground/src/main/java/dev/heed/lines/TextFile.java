package dev.heed.lines;

import dev.heed.format.InvalidFileException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;

/** One file of text: whether it can be read, and whether it is text. */
public final class TextFile {
    private TextFile() {}

    /**
     * Looks for a file.
     *
     * @return its size in bytes, as it lies on the disk
     * @throws InvalidFileException if it is missing, a folder or not readable
     */
    public static long checkedSize(String name) throws IOException {
        Path path;
        try {
            path = Path.of(name);
        } catch (InvalidPathException e) {
            throw new InvalidFileException(name + ": not a file's name here", e);
        }
        if (!Files.exists(path)) {
            throw new InvalidFileException(name + ": no such file");
        }
        if (Files.isDirectory(path)) {
            throw new InvalidFileException(name + ": expected a file, found a folder");
        }
        if (!Files.isReadable(path)) {
            throw new InvalidFileException(name + ": permission denied");
        }
        return Files.size(path);
    }

    /**
     * Refuses what is no text by its first bytes, as {@link TextStream} does when they pass.
     *
     * @throws InvalidFileException if it is none, or no gzip although its name says so
     * @throws IOException if it cannot be read so far: a packed file that is cut off or damaged
     */
    public static void checkText(String name) throws IOException {
        try (InputStream in = TextStream.of(name, Files.newInputStream(Path.of(name)))) {
            in.readNBytes(TextStream.LOOKED_AT);
        }
    }

    /** Whether a file is packed, by its first bytes. */
    public static boolean isPacked(Path path) throws IOException {
        try (InputStream in = Files.newInputStream(path)) {
            return GzipStream.beginsWith(in.read(), in.read());
        }
    }

    /** Whether a name says that its file is packed. */
    static boolean isCalledPacked(String name) {
        return name.toLowerCase(Locale.ROOT).endsWith(".gz");
    }
}
