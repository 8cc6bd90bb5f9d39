package dev.heed.cli.input;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Lines of a stream, one at a time: a line ends at LF or CR LF, a final line end makes no extra line, a leading byte order
 * mark is skipped. Holds no more than one line and a buffer. Not thread-safe.
 */
public final class LineReader {
    private static final int BUFFER = 1 << 16;
    private static final int LONGEST = Integer.MAX_VALUE - 8;

    private final InputStream in;
    private final String name;
    private byte[] bytes = new byte[BUFFER];
    private int start; // of what is not handed out yet
    private int end;
    private boolean ended;
    private long line;

    /** @param name for messages */
    public LineReader(InputStream in, String name) {
        this.in = in;
        this.name = name;
    }

    /**
     * The next line without its end; null behind the last.
     *
     * @throws dev.heed.format.InvalidFileException if a byte of it is no part of UTF-8
     */
    public String next() throws IOException {
        int feed = nextFeed();
        if (feed < 0 && (start == end || isMarkOnly())) {
            start = end;
            return null;
        }
        line++;
        int stop = feed < 0 ? end : feed;
        int textEnd = feed > start && bytes[feed - 1] == '\r' ? feed - 1 : stop;
        int mark = line == 1 ? Utf8.markLength(Arrays.copyOfRange(bytes, start, Math.min(textEnd, start + 3))) : 0;
        String text = Utf8.line(bytes, start + mark, textEnd, name, line, mark);
        start = feed < 0 ? end : feed + 1;
        shrink();
        return text;
    }

    /** Whether the whole stream is a byte order mark: as good as empty. */
    private boolean isMarkOnly() {
        return line == 0 && end - start == 3 && Utf8.markLength(Arrays.copyOfRange(bytes, start, end)) == 3;
    }

    /** Number of the line handed out last, from 1. */
    public long line() {
        return line;
    }

    /** Bytes read from the stream and not handed out yet. */
    int pending() {
        return end - start;
    }

    /** Whether more can be had without waiting for it. */
    public boolean ready() throws IOException {
        for (int i = start; i < end; i++) {
            if (bytes[i] == '\n') {
                return true;
            }
        }
        return !ended && in.available() > 0;
    }

    /** Index of the next line feed; -1 if the stream ends before one. */
    private int nextFeed() throws IOException {
        int searched = start;
        while (true) {
            for (int i = searched; i < end; i++) {
                if (bytes[i] == '\n') {
                    return i;
                }
            }
            int held = end - start;
            if (ended || !fill()) {
                return -1;
            }
            searched = start + held;
        }
    }

    private boolean fill() throws IOException {
        if (start > 0) {
            System.arraycopy(bytes, start, bytes, 0, end - start);
            end -= start;
            start = 0;
        }
        if (end == bytes.length) {
            if (end == LONGEST) {
                throw new IOException(name + ": line " + (line + 1) + " is longer than 2 GiB");
            }
            bytes = Arrays.copyOf(bytes, (int) Math.min(LONGEST, end + (end >> 1) + (long) BUFFER));
        }
        int read = in.read(bytes, end, bytes.length - end);
        ended = read < 0;
        end += Math.max(0, read);
        return !ended;
    }

    /** Gives a very long line's memory back. */
    private void shrink() {
        if (bytes.length > 16 * BUFFER && end - start < BUFFER) {
            bytes = Arrays.copyOfRange(bytes, start, start + BUFFER);
            end -= start;
            start = 0;
        }
    }
}
