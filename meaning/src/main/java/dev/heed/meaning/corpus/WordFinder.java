package dev.heed.meaning.corpus;

import dev.heed.text.Segment;
import dev.heed.text.Span;
import dev.heed.text.WordSegmenter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds where a word stands in a line: its forms, case ignored, between word boundaries of UAX #29. A word may be several,
 * as in <i>New York</i>. Immutable, thread-safe.
 */
public final class WordFinder {
    /** Text around a candidate that is cut into segments, in UTF-16 units: boundaries do not depend on more. */
    private static final int NEAR = 120;

    private final List<String> forms; // longest first: at one place the longest wins

    /**
     * @param forms at least one
     * @throws IllegalArgumentException if one is blank
     */
    public WordFinder(Collection<String> forms) {
        for (String form : forms) {
            if (form.isBlank()) {
                throw new IllegalArgumentException("word: expected at least one letter, got a blank");
            }
        }
        this.forms = new TreeSet<>(forms)
                .stream()
                        .sorted(Comparator.comparingInt(String::length).reversed())
                        .toList();
    }

    /** The places, from left to right; none overlaps another. */
    public List<Span> places(String text) {
        List<Span> places = new ArrayList<>();
        int from = 0;
        for (int at = 0; at < text.length(); at++) {
            if (at < from || !isStart(text, at)) {
                continue;
            }
            for (String form : forms) {
                if (text.regionMatches(true, at, form, 0, form.length()) && isWord(text, at, at + form.length())) {
                    places.add(new Span(at, at + form.length()));
                    from = at + form.length();
                    break;
                }
            }
        }
        return places;
    }

    /** A cheap look before the exact one. */
    private boolean isStart(String text, int at) {
        return at == 0 || !Character.isLetterOrDigit(text.charAt(at - 1)) || text.charAt(at) > 0x2e7f;
    }

    private static boolean isWord(String text, int start, int end) {
        int from = Math.max(0, start - NEAR);
        int to = Math.min(text.length(), end + NEAR);
        while (from > 0 && !Character.isWhitespace(text.charAt(from - 1)) && start - from < 2 * NEAR) {
            from--;
        }
        Set<Integer> borders = new HashSet<>();
        for (Segment segment : WordSegmenter.segments(text.substring(from, to))) {
            borders.add(from + segment.span().start());
            borders.add(from + segment.span().end());
        }
        return borders.contains(start) && borders.contains(end);
    }
}
