package dev.heed.index.source;

import dev.heed.format.InvalidFileException;
import dev.heed.lines.TextFile;
import dev.heed.lines.TextStream;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A file as it was when it was indexed.
 *
 * @param name as it was given
 * @param path absolute
 * @param size in bytes, as it lies on the disk
 * @param modifiedMillis when it was last written to, in milliseconds since 1970; below 0 before
 * @param digest SHA-256 of its bytes, hexadecimal
 * @param ended whether its last line has an end, so that what is added later is a line of its own
 */
public record SourceFile(String name, Path path, long size, long modifiedMillis, String digest, boolean ended) {
    private static final int BUFFER = 1 << 16;

    /**
     * Looks at a file and digests it.
     *
     * @throws InvalidFileException if it can't be read, or is no text
     */
    public static SourceFile of(String name) throws IOException {
        check(name);
        return of(name, Path.of(name).toAbsolutePath().normalize());
    }

    /**
     * As above.
     *
     * @param name for people; {@code path} is where the file is
     */
    public static SourceFile of(String name, Path path) throws IOException {
        checkText(name);
        long size = Files.size(path);
        long modified = Files.getLastModifiedTime(path).toMillis();
        return new SourceFile(name, path, size, modified, digest(path, size), endsWithLineFeed(path, name, size));
    }

    /**
     * Looks at a file alone.
     *
     * @throws InvalidFileException if it can't be read, or is no text
     */
    public static void check(String name) throws IOException {
        TextFile.checkedSize(name);
        checkText(name);
    }

    /**
     * What has become of it. Size and time of the last writing are believed where both are as they were; else the bytes
     * are digested again.
     */
    public Change change() throws IOException {
        if (!Files.isRegularFile(path) || !Files.isReadable(path)) {
            return Change.MISSING;
        }
        long now = Files.size(path);
        if (now == size && Files.getLastModifiedTime(path).toMillis() == modifiedMillis) {
            return Change.NONE;
        }
        if (now < size || !digest(path, size).equals(digest)) {
            return Change.CHANGED;
        }
        if (now == size) {
            return Change.NONE;
        }
        return ended ? Change.GROWN : Change.CHANGED;
    }

    /** Its text from the start, unpacked. */
    public InputStream open() throws IOException {
        return TextStream.of(name, new BufferedInputStream(Files.newInputStream(path), BUFFER));
    }

    /** Its text from a byte of the unpacked text on; where it isn't packed, no further than it was long. */
    public InputStream open(long offset) throws IOException {
        if (TextFile.isPacked(path)) {
            InputStream in = open();
            in.skipNBytes(offset);
            return in;
        }
        InputStream in = Files.newInputStream(path);
        in.skipNBytes(offset);
        return new FirstBytes(in, size - offset);
    }

    private static void checkText(String name) {
        try {
            TextFile.checkText(name);
        } catch (IOException e) {
            throw new InvalidFileException(name + ": cannot be read (" + e.getMessage() + ")", e);
        }
    }

    private static boolean endsWithLineFeed(Path path, String name, long size) throws IOException {
        if (TextFile.isPacked(path)) {
            return false; // unknown without unpacking all of it: then it counts as changed, and is read again
        }
        try (var channel = Files.newByteChannel(path)) {
            if (size == 0) {
                return true;
            }
            var last = java.nio.ByteBuffer.allocate(1);
            channel.position(size - 1);
            return channel.read(last) == 1 && last.get(0) == '\n';
        }
    }

    private static String digest(Path path, long bytes) throws IOException {
        MessageDigest sha = sha256();
        try (InputStream in = Files.newInputStream(path)) {
            byte[] buffer = new byte[BUFFER];
            long left = bytes;
            while (left > 0) {
                int read = in.read(buffer, 0, (int) Math.min(left, buffer.length));
                if (read < 0) {
                    break;
                }
                sha.update(buffer, 0, read);
                left -= read;
            }
        }
        return HexFormat.of().formatHex(sha.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256: every Java has it", e);
        }
    }
}
