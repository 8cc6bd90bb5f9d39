package dev.heed.lines;

import dev.heed.format.InvalidFileException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** One file of text: whether it can be read, and its bytes; {@code .gz} is unpacked. */
public final class TextFile {
    private static final int BUFFER = 1 << 16;
    private static final int LOOKED_AT = 1 << 16;

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
     * Refuses what is no text by its first bytes: a byte 0 is in no text, but soon in a picture, a program, or text in UTF-16.
     *
     * @throws InvalidFileException if there is one, or the file is no gzip although its name says so
     * @throws IOException if it cannot be read so far: a packed file that is cut off
     */
    public static void checkText(String name) throws IOException {
        byte[] start;
        try (InputStream bytes = Files.newInputStream(Path.of(name));
                InputStream in = unpacked(name, bytes)) {
            start = in.readNBytes(LOOKED_AT);
        }
        for (int i = 0; i < start.length; i++) {
            if (start[i] == 0) {
                throw new InvalidFileException(name + ": expected UTF-8 text, found a byte 0 at " + i
                        + ": a binary file, or text in another encoding; convert it to UTF-8");
            }
        }
    }

    /** Whether its name says that it is packed. */
    public static boolean isPacked(String name) {
        return name.endsWith(".gz");
    }

    /**
     * Its text as bytes.
     *
     * @param bytes of the file as it lies on the disk; closed if this fails
     * @throws InvalidFileException if it is no gzip although its name says so
     */
    public static InputStream unpacked(String name, InputStream bytes) {
        if (!isPacked(name)) {
            return bytes;
        }
        try {
            return new GZIPInputStream(bytes, BUFFER);
        } catch (IOException e) {
            closeQuietly(bytes);
            throw new InvalidFileException(name + ": expected gzip, as its name says (" + e.getMessage() + ")", e);
        }
    }

    private static void closeQuietly(InputStream bytes) {
        try {
            bytes.close();
        } catch (IOException e) {
            // that it is no gzip says more
        }
    }
}
