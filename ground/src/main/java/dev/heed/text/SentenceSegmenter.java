package dev.heed.text;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a text at its sentence boundaries, by the default rules of Unicode Standard Annex #29, revision 41, Unicode 15.0.0:
 * what ends with a full stop, a question mark or the end of a line, with the closing marks and blanks behind it. The
 * annex knows no abbreviations.
 *
 * <p>The sentences cover the text, in order. Time is linear in the text.
 *
 * @see <a href="https://www.unicode.org/reports/tr29/tr29-41.html#Sentence_Boundaries">UAX #29, Sentence Boundaries</a>
 */
public final class SentenceSegmenter {
    /** How far behind a term one is: the parts of {@code SATerm Close* Sp* ParaSep?}. */
    private enum Behind {
        NOTHING,
        TERM,
        CLOSE,
        SPACE,
        PARAGRAPH
    }

    private final String text;
    private final List<Span> sentences = new ArrayList<>();
    private Behind behind = Behind.NOTHING;
    private boolean fullStop; // the term is ATerm
    /** Value of the last code point that does not attach to another (rule SB5). */
    private SentenceBreak base = SentenceBreak.OTHER;
    /** Value of the one before {@link #base}. */
    private SentenceBreak baseBefore = SentenceBreak.OTHER;

    private SentenceSegmenter(String text) {
        this.text = text;
    }

    /** All sentences of a text, in order; none for an empty text. */
    public static List<Span> sentences(String text) {
        SentenceSegmenter segmenter = new SentenceSegmenter(text);
        segmenter.run();
        return List.copyOf(segmenter.sentences);
    }

    private void run() {
        int start = 0;
        for (int at = 0; at < text.length(); ) {
            int codePoint = text.codePointAt(at);
            SentenceBreak value = SentenceBreak.of(codePoint);
            if (at > 0 && breaksBefore(value, at)) {
                sentences.add(new Span(start, at));
                start = at;
                behind = Behind.NOTHING;
            }
            pass(value, at == start);
            at += Character.charCount(codePoint);
        }
        if (start < text.length()) {
            sentences.add(new Span(start, text.length()));
        }
    }

    private void pass(SentenceBreak value, boolean first) {
        if (!first && value.attaches() && !base.endsParagraph()) { // SB5
            return;
        }
        behind = next(value);
        fullStop = value.ends() ? value == SentenceBreak.ATERM : fullStop;
        baseBefore = base;
        base = value;
    }

    private Behind next(SentenceBreak value) {
        if (value.ends()) {
            return Behind.TERM;
        }
        boolean closing = behind == Behind.TERM || behind == Behind.CLOSE;
        if (value == SentenceBreak.CLOSE && closing) {
            return Behind.CLOSE;
        }
        if (value == SentenceBreak.SP && (closing || behind == Behind.SPACE)) {
            return Behind.SPACE;
        }
        return value.endsParagraph() && behind != Behind.NOTHING ? Behind.PARAGRAPH : Behind.NOTHING;
    }

    /** Whether there is a boundary between what was passed and the code point at a place. */
    private boolean breaksBefore(SentenceBreak value, int at) {
        if (base.endsParagraph()) { // SB3, SB4
            return !(base == SentenceBreak.CR && value == SentenceBreak.LF);
        }
        if (value.attaches() || behind == Behind.NOTHING) { // SB5, SB998
            return false;
        }
        boolean letters = baseBefore == SentenceBreak.UPPER || baseBefore == SentenceBreak.LOWER;
        if (behind == Behind.TERM
                && fullStop
                && (value == SentenceBreak.NUMERIC || letters && value == SentenceBreak.UPPER)) { // SB6, SB7
            return false;
        }
        boolean closing = behind == Behind.TERM || behind == Behind.CLOSE;
        return !(value == SentenceBreak.SCONTINUE // SB8a
                || value.ends()
                || closing && value == SentenceBreak.CLOSE // SB9
                || value == SentenceBreak.SP // SB9, SB10
                || value.endsParagraph()
                || fullStop && lowerFollows(at)); // SB8
    }

    private boolean lowerFollows(int from) {
        for (int at = from; at < text.length(); ) {
            int codePoint = text.codePointAt(at);
            SentenceBreak value = SentenceBreak.of(codePoint);
            if (value.stopsSearch()) {
                return value == SentenceBreak.LOWER;
            }
            at += Character.charCount(codePoint);
        }
        return false;
    }
}
