package dev.heed.translation;

import dev.heed.text.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * Cuts a sentence that a model cannot take whole: behind the last clause mark of what fits, if that leaves at least half of
 * it, else at its last blank, else where it must be; never within a place that must survive, if that fits.
 */
final class Fitting {
    /** Longest stretch that is counted at once: tokens of models have fewer characters on average. */
    private static final int CHARACTERS_A_TOKEN = 16;

    private static final String CLAUSE_MARKS = ",;:.!?)–—،؛、。，；：！？";

    private final String text;
    private final int most;
    private final ToIntFunction<String> count;
    private final List<Kept> whole;

    /**
     * @param most tokens that fit
     * @param count counts a part's tokens
     * @param whole places that are better not cut
     */
    Fitting(String text, int most, ToIntFunction<String> count, List<Kept> whole) {
        this.text = text;
        this.most = most;
        this.count = count;
        this.whole = whole;
    }

    /** The sentence in parts that fit; alone if it fits itself. */
    List<Span> parts(Span sentence) {
        List<Span> parts = new ArrayList<>();
        int start = sentence.start();
        while (!fits(start, sentence.end())) {
            int end = cut(start, sentence.end());
            int last = end;
            while (last > start && Sentences.blank(text.codePointBefore(last))) {
                last -= Character.charCount(text.codePointBefore(last));
            }
            parts.add(new Span(start, last));
            start = end;
            while (start < sentence.end() && Sentences.blank(text.codePointAt(start))) {
                start += Character.charCount(text.codePointAt(start));
            }
        }
        parts.add(new Span(start, sentence.end()));
        return parts;
    }

    private boolean fits(int start, int end) {
        return end - start <= (long) most * CHARACTERS_A_TOKEN && count.applyAsInt(text.substring(start, end)) <= most;
    }

    private int cut(int start, int end) {
        int low = start + Character.charCount(text.codePointAt(start));
        if (!fits(start, low)) {
            throw new IllegalArgumentException("sentence: expected one of which at least a character fits into " + most
                    + " tokens, got none that does; is the model's limit right?");
        }
        int high = (int) Math.min(end, start + (long) most * CHARACTERS_A_TOKEN + 1);
        while (high - low > 1) {
            int middle = (low + high) >>> 1;
            if (fits(start, middle)) {
                low = middle;
            } else {
                high = middle;
            }
        }
        int place = clause(start, low);
        place = place < 0 ? blank(start, low) : place;
        return place < 0 ? character(start, low) : place;
    }

    /** Behind the last clause mark that a blank follows, in the second half; −1 for none. */
    private int clause(int start, int end) {
        for (int at = end - 1; at > start + (end - start) / 2; at--) {
            if (CLAUSE_MARKS.indexOf(text.charAt(at - 1)) >= 0
                    && (Sentences.blank(text.codePointAt(at)) || text.charAt(at - 1) >= 0x2E80)
                    && !inside(at)) {
                return at;
            }
        }
        return -1;
    }

    private int blank(int start, int end) {
        for (int at = end; at > start; at--) {
            if (at < text.length() && Sentences.blank(text.codePointAt(at)) && !inside(at)) {
                return at;
            }
        }
        return -1;
    }

    private int character(int start, int end) {
        boolean half = end < text.length() && Character.isLowSurrogate(text.charAt(end)) && end - 1 > start;
        int at = half ? end - 1 : end;
        for (Kept kept : whole) {
            if (kept.span().start() < at
                    && at < kept.span().end()
                    && kept.span().start() > start) {
                return kept.span().start();
            }
        }
        return at;
    }

    private boolean inside(int at) {
        return whole.stream()
                .anyMatch(kept -> kept.span().start() < at && at < kept.span().end());
    }
}
