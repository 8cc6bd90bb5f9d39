package dev.heed.training.corpus;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Cuts one stream into blocks of about the same size, at line ends; a line longer than a block at white space, or, where it
 * has none, between two characters. A leading byte order mark is skipped. Not thread-safe.
 */
final class TextBlocks {
    static final int SIZE = 1 << 20;

    private final InputStream in;
    private final int size;
    private byte[] rest = {};
    private boolean started;
    private boolean ended;

    TextBlocks(InputStream in, int size) {
        this.in = in;
        this.size = size;
    }

    /** The next; null behind the last. */
    TextBlock next() throws IOException {
        if (ended && rest.length == 0) {
            return null;
        }
        byte[] bytes = Arrays.copyOf(rest, size);
        int length = rest.length;
        if (!ended) {
            int read = in.readNBytes(bytes, length, size - length);
            ended = read < size - length;
            length += read;
        }
        if (!started) {
            started = true;
            if (length >= 3 && bytes[0] == (byte) 0xef && bytes[1] == (byte) 0xbb && bytes[2] == (byte) 0xbf) {
                bytes = Arrays.copyOfRange(bytes, 3, size + 3);
                length -= 3;
            }
        }
        int end = ended ? length : cut(bytes, length);
        rest = Arrays.copyOfRange(bytes, end, length);
        return length == 0 ? null : new TextBlock(bytes, end);
    }

    private static int cut(byte[] bytes, int length) {
        int space = 0;
        for (int end = length; end > 0; end--) {
            if (bytes[end - 1] == '\n') {
                return end;
            }
            if (space == 0 && Ascii.isSpace(bytes[end - 1])) {
                space = end;
            }
        }
        return space > 0 ? space : betweenCharacters(bytes, length);
    }

    /** Before the last byte that begins a character. */
    private static int betweenCharacters(byte[] bytes, int length) {
        for (int end = length - 1; end > length - 5 && end > 0; end--) {
            if ((bytes[end] & 0xC0) != 0x80) {
                return end;
            }
        }
        return length;
    }
}
