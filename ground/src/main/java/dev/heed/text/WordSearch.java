package dev.heed.text;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/**
 * Finds where words stand in a text, spelled in any way that {@link SameWord} takes for the same, between word boundaries of
 * UAX #29. A word may be several, as in <i>New York</i>. Immutable, thread-safe.
 */
public final class WordSearch {
    /** Text around a candidate that is cut into segments, in UTF-16 units: boundaries do not depend on more. */
    private static final int NEAR = 120;
    /** Units of a text that one unit of a folded word comes from, at most: a decomposition may leave the higher planes. */
    private static final int WIDEST = 2;

    private final List<Wanted> wanted; // longest first: at one place the longest wins

    /**
     * @param words at least one
     * @throws IllegalArgumentException if one is blank
     */
    public WordSearch(Collection<String> words) {
        for (String word : words) {
            if (word.isBlank()) {
                throw new IllegalArgumentException("word: expected at least one letter, got a blank");
            }
        }
        TreeSet<String> keys = new TreeSet<>();
        words.forEach(word -> keys.add(SameWord.key(word)));
        this.wanted = keys.stream()
                .map(key -> new Wanted(key, SameWord.folded(key)))
                .sorted(Comparator.comparingInt((Wanted word) -> word.folded().length())
                        .reversed())
                .toList();
    }

    /**
     * A word that is looked for.
     *
     * @param key what all its spellings share
     * @param folded the same, decomposed
     */
    private record Wanted(String key, String folded) {
        /**
         * A cheap look before the exact one: whether the text goes on with these letters. Marks are not compared, since they
         * may stand in another order.
         */
        boolean mayStand(String text, int at) {
            int next = 0;
            for (int i = at; i < text.length() && next < folded.length(); ) {
                int codePoint = text.codePointAt(i);
                if (codePoint < 0x80) {
                    if (Character.toLowerCase(codePoint) != folded.charAt(next)) {
                        return isMark(folded.charAt(next));
                    }
                    next++;
                    i++;
                    continue;
                }
                String part = SameWord.folded(codePoint);
                int length = Math.min(part.length(), folded.length() - next);
                for (int k = 0; k < length; k++) {
                    if (part.charAt(k) != folded.charAt(next + k)) {
                        return isMark(part.charAt(k)) || isMark(folded.charAt(next + k));
                    }
                }
                next += part.length();
                i += Character.charCount(codePoint);
            }
            return next >= folded.length();
        }

        private static boolean isMark(char unit) {
            int type = Character.getType(unit);
            return type == Character.NON_SPACING_MARK
                    || type == Character.COMBINING_SPACING_MARK
                    || type == Character.ENCLOSING_MARK
                    || type == Character.SURROGATE;
        }
    }

    /** The places, from left to right, as spans of the text as it was given; none overlaps another. */
    public List<Span> places(String text) {
        List<Span> places = new ArrayList<>();
        int from = 0;
        for (int at = 0; at < text.length(); at++) {
            if (at < from || !isStart(text, at)) {
                continue;
            }
            for (Wanted word : wanted) {
                int end = word.mayStand(text, at) ? end(word, text, at) : -1;
                if (end > 0) {
                    places.add(new Span(at, end));
                    from = end;
                    break;
                }
            }
        }
        return places;
    }

    /** A cheap look before the exact one. */
    private static boolean isStart(String text, int at) {
        return at == 0 || !Character.isLetterOrDigit(text.charAt(at - 1)) || text.charAt(at) > 0x2e7f;
    }

    /** Where the word ends that begins at {@code start}; -1 if it is another one. */
    private static int end(Wanted word, String text, int start) {
        int most = start + WIDEST * word.folded().length();
        int from = Math.max(0, start - NEAR);
        int to = Math.min(text.length(), most + NEAR);
        while (from > 0 && !Character.isWhitespace(text.charAt(from - 1)) && start - from < 2 * NEAR) {
            from--;
        }
        boolean begun = false;
        for (Segment segment : WordSegmenter.segments(text.substring(from, to))) {
            begun = begun || from + segment.span().start() == start;
            int end = from + segment.span().end();
            if (begun && SameWord.key(text.substring(start, end)).equals(word.key())) {
                return end;
            }
            if (end >= most) {
                break;
            }
        }
        return -1;
    }
}
