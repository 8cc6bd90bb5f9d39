package dev.heed.vectors;

import dev.heed.format.InvalidFileException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Cuts a stream into blocks that end with a line. Not thread-safe. */
final class LineBlocks {
    /** Whole lines: the first {@code length} bytes. */
    record Block(byte[] bytes, int length) {}

    private final InputStream in;
    private final int size;
    private final int longestLine;
    private final String where;
    private byte[] rest = {};
    private boolean ended;

    LineBlocks(InputStream in, int size, int longestLine, String where) {
        this.in = in;
        this.size = size;
        this.longestLine = longestLine;
        this.where = where;
    }

    /** The next lines; null behind the last. */
    Block next() throws IOException {
        byte[] bytes = Arrays.copyOf(rest, Math.max(size, 2 * rest.length));
        int length = rest.length;
        while (!ended) {
            int read = in.readNBytes(bytes, length, bytes.length - length);
            ended = read < bytes.length - length;
            length += read;
            int end = ended ? length : lastLineEnd(bytes, length);
            if (end > 0 || ended) {
                rest = Arrays.copyOfRange(bytes, end, length);
                return end == 0 ? null : new Block(bytes, end);
            }
            if (length >= longestLine) {
                throw new InvalidFileException(where + ": expected lines of at most " + longestLine + " bytes");
            }
            bytes = Arrays.copyOf(bytes, 2 * length);
        }
        return null;
    }

    private static int lastLineEnd(byte[] bytes, int length) {
        int end = length;
        while (end > 0 && bytes[end - 1] != '\n') {
            end--;
        }
        return end;
    }
}
