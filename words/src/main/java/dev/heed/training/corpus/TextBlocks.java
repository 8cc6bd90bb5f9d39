package dev.heed.training.corpus;

import dev.heed.text.Segment;
import dev.heed.text.WordSegmenter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Cuts one stream into blocks of about the same size, never inside a word: at line ends; in a line longer than a block at
 * white space; where there is none, between two words of UAX #29 if those are what is counted. Else the block grows until
 * one of them comes. A leading byte order mark is skipped. Not thread-safe.
 */
final class TextBlocks {
    static final int SIZE = 1 << 20;

    /** Bytes without a place to cut that are held at once; no text has as many. */
    private static final int LONGEST = 1 << 26;

    private static final int SHORTEST = 8;

    /** Bytes before the end of a block in which a word's end is looked for. */
    private static final int TAIL = 1 << 13;

    private final InputStream in;
    private final TokenRule.Cut rule;
    private final int size;
    private byte[] rest = {};
    private long given; // bytes in blocks before
    private boolean started;
    private boolean ended;

    TextBlocks(InputStream in, TokenRule.Cut rule, int size) {
        this.in = in;
        this.rule = rule;
        this.size = size;
    }

    /**
     * The next; null behind the last.
     *
     * @throws IOException if there is no place to cut for too long
     */
    TextBlock next() throws IOException {
        byte[] bytes = Arrays.copyOf(rest, Math.max(Math.max(size, SHORTEST), 2 * rest.length));
        int length = rest.length;
        while (true) {
            length = filled(bytes, length);
            int end = ended ? length : cut(bytes, length);
            if (end > 0 || ended) {
                rest = Arrays.copyOfRange(bytes, end, length);
                given += end;
                return end == 0 ? null : new TextBlock(bytes, end);
            }
            if (length >= LONGEST) {
                throw new IOException(
                        "byte " + given + ": expected the end of a word within " + LONGEST + " bytes, got none");
            }
            bytes = Arrays.copyOf(bytes, 2 * length);
        }
    }

    /** Reads on to the end of the array, or of the stream; returns how many bytes are there. */
    private int filled(byte[] bytes, int held) throws IOException {
        int length = held;
        if (!started) {
            started = true;
            length = in.readNBytes(bytes, 0, 3);
            ended = length < 3;
            if (length == 3 && bytes[0] == (byte) 0xef && bytes[1] == (byte) 0xbb && bytes[2] == (byte) 0xbf) {
                length = 0;
                given = 3;
            }
        }
        if (!ended) {
            int read = in.readNBytes(bytes, length, bytes.length - length);
            ended = read < bytes.length - length;
            length += read;
        }
        return length;
    }

    /** Where to cut; 0 for nowhere. */
    private int cut(byte[] bytes, int length) {
        int space = 0;
        for (int end = length; end > 0; end--) {
            if (bytes[end - 1] == '\n') {
                return end;
            }
            if (space == 0 && Ascii.isSpace(bytes[end - 1])) {
                space = end;
            }
        }
        return space > 0 || rule == TokenRule.Cut.WHITESPACE ? space : betweenWords(bytes, length);
    }

    /**
     * Between two words near the end; 0 if there is no such place. What UAX #29 says of a place hangs on two characters and
     * their marks on either side, so that from the middle of the tail on it is what it would be in the whole text.
     */
    private static int betweenWords(byte[] bytes, int length) {
        int start = characterStart(bytes, Math.max(0, length - TAIL), length);
        int end = characterStart(bytes, length - 1, length); // the last may be cut
        if (end <= start) {
            return 0;
        }
        String tail = new String(bytes, start, end - start, StandardCharsets.UTF_8);
        if (tail.getBytes(StandardCharsets.UTF_8).length != end - start) {
            return 0; // bytes that are no UTF-8: characters and bytes cannot be counted alike
        }
        List<Segment> segments = WordSegmenter.segments(tail);
        for (Segment segment : segments.reversed()) {
            int at = segment.span().start();
            if (at < tail.length() / 4) {
                break;
            }
            if (at < tail.length() * 3 / 4 && isPlain(tail.codePointBefore(at)) && isPlain(tail.codePointAt(at))) {
                return start + tail.substring(0, at).getBytes(StandardCharsets.UTF_8).length;
            }
        }
        return 0;
    }

    /** The first byte at or behind {@code from} that begins a character; backwards for the last of all. */
    private static int characterStart(byte[] bytes, int from, int length) {
        int step = from == length - 1 ? -1 : 1;
        int at = from;
        while (at > 0 && at < length && (bytes[at] & 0xC0) == 0x80) {
            at += step;
        }
        return at;
    }

    /** No mark that clings to what stands before it, no half of a flag. */
    private static boolean isPlain(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.NON_SPACING_MARK,
                    Character.ENCLOSING_MARK,
                    Character.COMBINING_SPACING_MARK,
                    Character.FORMAT -> false;
            default -> codePoint < 0x1F1E6 || codePoint > 0x1F1FF;
        };
    }
}
