package dev.heed.training.corpus;

import dev.heed.text.Segment;
import dev.heed.text.WordSegmenter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/**
 * The words of a block, numbered within it: what can be done with a block alone, in any thread. Reused block after block;
 * confined to one thread at a time.
 *
 * <p>White space of ASCII always parts words, and what lies between is cut without its neighbours by the same rules
 * (UAX #29 joins nothing across a space). Pieces of ASCII, nearly all in many texts, are cut on their bytes.
 */
final class BlockTokens {
    /** In place of an id: a line ends. */
    static final int LINE_END = -1;

    /** A line of more words counts as several. */
    static final int LONGEST_LINE = 10_000;

    private final TokenRule rule;
    private final WordIds words = new WordIds();
    private int[] tokens = new int[1 << 16];
    private int size;
    private int lineWords;
    private int damagedLines;
    private byte[] lowered = new byte[256];

    BlockTokens(TokenRule rule) {
        this.rule = rule;
    }

    /** The words of this block, in the order of their ids. */
    WordIds words() {
        return words;
    }

    /** Ids and line ends, the first {@link #size}. */
    int[] tokens() {
        return tokens;
    }

    int size() {
        return size;
    }

    /** Lines with bytes that are no UTF-8. */
    int damagedLines() {
        return damagedLines;
    }

    /** Reads a block instead of the last one. */
    void read(TextBlock block) {
        words.clear();
        size = 0;
        damagedLines = 0;
        byte[] bytes = block.bytes();
        int start = 0;
        while (start < block.length()) {
            int end = start;
            int high = 0;
            while (end < block.length() && bytes[end] != '\n') {
                high |= bytes[end++];
            }
            if (high < 0) {
                byte[] line = repaired(bytes, start, end);
                cutLine(line, 0, line.length);
            } else {
                cutLine(bytes, start, end);
            }
            endLine();
            start = end + 1;
        }
    }

    /** A line's bytes, those that are no UTF-8 replaced by U+FFFD. */
    private byte[] repaired(byte[] bytes, int start, int end) {
        byte[] line = Arrays.copyOfRange(bytes, start, end);
        String text = new String(line, StandardCharsets.UTF_8);
        if (text.indexOf('\ufffd') < 0) {
            return line;
        }
        byte[] repaired = text.getBytes(StandardCharsets.UTF_8);
        damagedLines += Arrays.equals(line, repaired) ? 0 : 1; // it may well have been written
        return repaired;
    }

    /** Pieces between white space. */
    private void cutLine(byte[] bytes, int start, int end) {
        int at = start;
        while (at < end) {
            while (at < end && Ascii.isSpace(bytes[at])) {
                at++;
            }
            int piece = at;
            int high = 0;
            while (at < end && !Ascii.isSpace(bytes[at])) {
                high |= bytes[at++];
            }
            if (at > piece) {
                cutPiece(bytes, piece, at, high >= 0);
            }
        }
    }

    private void cutPiece(byte[] bytes, int start, int end, boolean ascii) {
        if (!ascii) {
            cutUnicode(new String(bytes, start, end - start, StandardCharsets.UTF_8));
        } else if (rule.cut() == TokenRule.Cut.WORDS) {
            cutAscii(bytes, start, end);
        } else {
            addWord(bytes, start, end);
        }
    }

    private void cutUnicode(String piece) {
        if (rule.cut() == TokenRule.Cut.WHITESPACE) {
            addWord(piece);
            return;
        }
        for (Segment segment : WordSegmenter.segments(piece)) {
            if (segment.kind() == Segment.Kind.WORD) {
                addWord(segment.span().in(piece));
            }
        }
    }

    private void addWord(String word) {
        byte[] utf8 = (rule.lowercase() ? word.toLowerCase(Locale.ROOT) : word).getBytes(StandardCharsets.UTF_8);
        add(words.id(utf8, 0, utf8.length));
    }

    /** {@link WordSegmenter}'s rules WB5 to WB13b, as far as ASCII meets them. */
    private void cutAscii(byte[] bytes, int start, int end) {
        int at = start;
        while (at < end) {
            boolean word = false;
            int from = at;
            for (; at < end; at++) {
                byte b = bytes[at];
                if (Ascii.isLetter(b) || Ascii.isDigit(b)) {
                    word = true;
                } else if (b != '_' && !(at > from && at + 1 < end && joins(bytes[at - 1], b, bytes[at + 1]))) {
                    break;
                }
            }
            if (word) {
                addWord(bytes, from, at);
            }
            if (at == from) {
                at++;
            }
        }
    }

    /** Whether a mark of punctuation stands within a word: don't, 3.5. */
    private static boolean joins(byte before, byte mark, byte after) {
        if (mark == '.' || mark == '\'') {
            return Ascii.isLetter(before) && Ascii.isLetter(after) || Ascii.isDigit(before) && Ascii.isDigit(after);
        }
        return mark == ':' && Ascii.isLetter(before) && Ascii.isLetter(after)
                || (mark == ',' || mark == ';') && Ascii.isDigit(before) && Ascii.isDigit(after);
    }

    private void addWord(byte[] bytes, int start, int end) {
        if (!rule.lowercase()) {
            add(words.id(bytes, start, end));
            return;
        }
        int length = end - start;
        if (length > lowered.length) {
            lowered = new byte[2 * length];
        }
        for (int i = 0; i < length; i++) {
            lowered[i] = Ascii.lower(bytes[start + i]);
        }
        add(words.id(lowered, 0, length));
    }

    private void endLine() {
        if (lineWords > 0) {
            put(LINE_END);
            lineWords = 0;
        }
    }

    private void add(int word) {
        if (lineWords == LONGEST_LINE) {
            endLine();
        }
        put(word);
        lineWords++;
    }

    private void put(int token) {
        if (size == tokens.length) {
            tokens = Arrays.copyOf(tokens, 2 * size);
        }
        tokens[size++] = token;
    }
}
