package dev.heed.lines;

import dev.heed.format.InvalidFileException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;

/**
 * The bytes of a text, by the one rule of all readers: what begins as gzip is unpacked, whatever it is called; what is no
 * text by its first bytes is refused as they pass. A byte 0 is in no text, but soon in a picture, a program, or text in
 * UTF-16. Not thread-safe.
 */
public final class TextStream extends FilterInputStream {
    /** So many bytes are looked at. */
    static final int LOOKED_AT = 1 << 16;

    private final String name;
    private final boolean packed;
    private int looked;
    private int first; // byte

    private TextStream(InputStream in, String name, boolean packed) {
        super(in);
        this.name = name;
        this.packed = packed;
    }

    /**
     * Begins a text.
     *
     * @param name for messages; what ends in {@code .gz} must be gzip
     * @param bytes as they lie on the disk or come from a pipe; closed with this, or if this fails
     * @throws InvalidFileException if it is no gzip although its name says so
     */
    public static TextStream of(String name, InputStream bytes) throws IOException {
        try {
            PushbackInputStream start = new PushbackInputStream(bytes, 2);
            boolean gzip = beginsAsGzip(start);
            if (!gzip && !TextFile.isCalledPacked(name)) {
                return new TextStream(start, name, false);
            }
            return new TextStream(unpacked(name, start), name, true);
        } catch (IOException | RuntimeException e) {
            closeQuietly(bytes);
            throw e;
        }
    }

    private static InputStream unpacked(String name, InputStream bytes) {
        try {
            return new GzipStream(bytes);
        } catch (IOException e) {
            throw new InvalidFileException(
                    name + ": expected gzip" + (TextFile.isCalledPacked(name) ? ", as its name says" : "") + " ("
                            + e.getMessage() + ")",
                    e);
        }
    }

    /** One byte is read at a time: whoever types a line must not have to type another. */
    private static boolean beginsAsGzip(PushbackInputStream start) throws IOException {
        int first = start.read();
        if (first < 0) {
            return false;
        }
        boolean gzip = false;
        if (GzipStream.beginsWith(first, 0x8b)) {
            int second = start.read();
            if (second >= 0) {
                start.unread(second);
            }
            gzip = GzipStream.beginsWith(first, second);
        }
        start.unread(first);
        return gzip;
    }

    /** Whether it was unpacked. */
    public boolean packed() {
        return packed;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int count = in.read(target, offset, length);
        if (looked < LOOKED_AT) {
            look(target, offset, count);
        }
        return count;
    }

    @Override
    public long skip(long count) throws IOException {
        looked = LOOKED_AT;
        return in.skip(count);
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    private void look(byte[] bytes, int offset, int count) {
        for (int i = 0; i < count && looked < LOOKED_AT; i++, looked++) {
            int b = bytes[offset + i] & 0xff;
            if (looked == 1 && (first == 0xff && b == 0xfe || first == 0xfe && b == 0xff)) {
                throw refused("the byte order mark of UTF-16", "text in another encoding");
            }
            if (b == 0) {
                throw refused("a byte 0 at " + looked, "a binary file, or text in another encoding");
            }
            first = looked == 0 ? b : first;
        }
    }

    private InvalidFileException refused(String found, String meaning) {
        return new InvalidFileException(
                name + ": expected UTF-8 text, found " + found + ": " + meaning + "; convert it to UTF-8");
    }

    private static void closeQuietly(InputStream bytes) {
        try {
            bytes.close();
        } catch (IOException e) {
            // what is wrong with it says more
        }
    }
}
