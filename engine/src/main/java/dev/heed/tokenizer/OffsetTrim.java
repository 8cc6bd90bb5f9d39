package dev.heed.tokenizer;

import dev.heed.tokenizer.aligned.CodePoints;

/**
 * What {@code trim_offsets} of a byte-level post-processor does: white space at a token's ends is no part of its place.
 *
 * @param prefixSpace the blank that was put in front of a text, which has no place, stays uncounted
 */
public record OffsetTrim(boolean prefixSpace) {
    private static final char BLANK = '\u0120';

    /** A token's place once it is trimmed, in one number: start in the high half, end in the low half. */
    static long trimmed(OffsetTrim trim, CharSequence token, boolean first, int start, int end) {
        int leading = leading(token);
        int trailing = trailing(token);
        int newStart = start;
        int newEnd = end;
        if (leading > 0) {
            boolean added = (first || start == 0) && trim.prefixSpace && leading == 1;
            newStart = Math.min(start + (added ? 0 : leading), end);
        }
        if (trailing > 0 && end >= trailing) {
            newEnd = Math.max(end - trailing, newStart);
        }
        return (long) newStart << 32 | newEnd;
    }

    private static int leading(CharSequence token) {
        int at = 0;
        while (at < token.length() && isSpace(token.charAt(at))) {
            at++;
        }
        return at;
    }

    private static int trailing(CharSequence token) {
        int at = token.length();
        while (at > 0 && isSpace(token.charAt(at - 1))) {
            at--;
        }
        return token.length() - at;
    }

    private static boolean isSpace(char unit) {
        return unit == BLANK || (CodePoints.flags(unit) & CodePoints.SPACE) != 0;
    }
}
