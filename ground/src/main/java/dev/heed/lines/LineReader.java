package dev.heed.lines;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Lines of a stream, one at a time: a line ends at LF or CR LF, a final line end makes no extra line, a leading byte order
 * mark is skipped. A line of up to 2 GiB is read; no more than one line and a buffer are held. Not thread-safe.
 */
public final class LineReader {
    private static final int BUFFER = 1 << 16;
    private static final int LONGEST = Integer.MAX_VALUE - 8;

    private final InputStream in;
    private final String name;
    private final InvalidUtf8 policy;
    private byte[] bytes = new byte[BUFFER];
    private int start; // of what is not handed out yet
    private int end;
    private boolean ended;
    private long line;
    private long damaged;
    private long offset; // of the line handed out last
    private long next; // of the line after it

    /** @param name for messages */
    public LineReader(InputStream in, String name, InvalidUtf8 policy) {
        this(in, name, policy, 0, 0);
    }

    /**
     * Goes on behind a line.
     *
     * @param in stands where the next line begins
     * @param line number of the line before, 0 at the start
     * @param offset bytes before the next line
     */
    public LineReader(InputStream in, String name, InvalidUtf8 policy, long line, long offset) {
        this.in = in;
        this.name = name;
        this.policy = policy;
        this.line = line;
        this.next = offset;
    }

    /**
     * The next line without its end; null behind the last.
     *
     * @throws dev.heed.format.InvalidFileException if a byte of it is no part of UTF-8 and the policy refuses that
     */
    public String next() throws IOException {
        int feed = nextFeed();
        if (feed < 0 && (start == end || isMarkOnly())) {
            start = end;
            return null;
        }
        line++;
        offset = next;
        int stop = feed < 0 ? end : feed;
        int textEnd = feed > start && bytes[feed - 1] == '\r' ? feed - 1 : stop;
        int mark =
                line == 1 ? StrictUtf8.markLength(Arrays.copyOfRange(bytes, start, Math.min(textEnd, start + 3))) : 0;
        String text = decoded(start + mark, textEnd, mark);
        int after = feed < 0 ? end : feed + 1;
        next += after - start;
        start = after;
        shrink();
        return text;
    }

    /**
     * Passes over bytes without looking at them.
     *
     * @param line number of the line before the one that begins at {@code offset}
     * @param offset where a line begins, not before the next one
     * @throws IOException if the stream ends before it
     */
    public void skipTo(long line, long offset) throws IOException {
        while (next < offset) {
            if (start == end && !fill()) {
                throw new EOFException("ends after " + next + " bytes, before line " + (line + 1));
            }
            long taken = Math.min(end - start, offset - next);
            start += (int) taken;
            next += taken;
        }
        this.line = line;
    }

    private String decoded(int from, int to, int mark) {
        if (policy == InvalidUtf8.REFUSED) {
            return StrictUtf8.line(bytes, from, to, name, line, mark);
        }
        String text = new String(bytes, from, to - from, StandardCharsets.UTF_8);
        damaged += StrictUtf8.firstWrong(text, bytes, from, to) < 0 ? 0 : 1;
        return text;
    }

    /** Whether the whole stream is a byte order mark: as good as empty. */
    private boolean isMarkOnly() {
        return line == 0 && end - start == 3 && StrictUtf8.markLength(Arrays.copyOfRange(bytes, start, end)) == 3;
    }

    /** Number of the line handed out last, from 1. */
    public long line() {
        return line;
    }

    /** Where the line handed out last begins, in bytes of the unpacked text. */
    public long offset() {
        return offset;
    }

    /** Where the next line begins, in bytes of the unpacked text. */
    public long nextOffset() {
        return next;
    }

    /** Lines so far that held bytes which are no UTF-8. */
    public long damagedLines() {
        return damaged;
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
