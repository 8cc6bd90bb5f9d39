package dev.heed.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Cuts a text at its word boundaries, by the default rules of Unicode Standard Annex #29, revision 41, Unicode 15.0.0.
 *
 * <p>A table of our own, since the JDK's {@link java.text.BreakIterator} follows other rules. The segments cover the
 * text: words, symbols and blanks, in order. Time is linear in the text. A lone surrogate is a segment of its own, unless
 * marks follow it.
 *
 * <pre>{@code
 * for (Segment segment : WordSegmenter.segments("It isn't 3.5 km.")) {
 *     segment.span().in(text);   // "It", " ", "isn't", " ", "3.5", " ", "km", "."
 * }
 * }</pre>
 *
 * @see <a href="https://www.unicode.org/reports/tr29/tr29-41.html">UAX #29, Unicode Text Segmentation</a>
 */
public final class WordSegmenter {
    /** The version of Unicode whose boundaries these are. */
    public static final String UNICODE_VERSION = "15.0.0";

    private final String text;
    private final List<Segment> segments = new ArrayList<>();
    /** Value of the code point just before. */
    private WordBreak previous = WordBreak.OTHER;
    /** Value of the last code point that does not attach to another (rule WB4). */
    private WordBreak base = WordBreak.OTHER;
    /** Value of the one before {@link #base}. */
    private WordBreak baseBefore = WordBreak.OTHER;

    private boolean oddIndicators;

    private WordSegmenter(String text) {
        this.text = text;
    }

    /** All segments of a text, in order; none for an empty text. */
    public static List<Segment> segments(String text) {
        return segments(text, text.length());
    }

    /** The segments that begin before {@code end}, the same as those of the whole text; the last may go on behind it. */
    public static List<Segment> segments(String text, int end) {
        Objects.checkFromToIndex(0, end, text.length());
        WordSegmenter segmenter = new WordSegmenter(text);
        segmenter.run(end);
        return List.copyOf(segmenter.segments);
    }

    private void run(int end) {
        int start = 0;
        boolean word = false;
        boolean blank = true;
        for (int at = 0; at < text.length() && start < end; ) {
            int codePoint = text.codePointAt(at);
            int next = at + Character.charCount(codePoint);
            WordBreak value = WordBreak.of(codePoint);
            if (at > 0 && breaksBefore(codePoint, value, next)) {
                add(start, at, word, blank);
                start = at;
                word = false;
                blank = true;
            }
            word = word || Character.isLetterOrDigit(codePoint);
            blank = blank && isBlank(codePoint);
            pass(value, at == 0);
            at = next;
        }
        if (start < end) {
            add(start, text.length(), word, blank);
        }
    }

    private void add(int start, int end, boolean word, boolean blank) {
        Segment.Kind kind = word ? Segment.Kind.WORD : blank ? Segment.Kind.BLANK : Segment.Kind.SYMBOL;
        segments.add(new Segment(new Span(start, end), kind));
    }

    private static boolean isBlank(int codePoint) {
        return Character.isWhitespace(codePoint)
                || Character.isSpaceChar(codePoint)
                || Character.getType(codePoint) == Character.CONTROL
                || Character.getType(codePoint) == Character.FORMAT;
    }

    private void pass(WordBreak value, boolean first) {
        if (first || !value.attaches() || previous.endsLine()) {
            oddIndicators = value == WordBreak.REGIONAL_INDICATOR && !(base == value && oddIndicators);
            baseBefore = base;
            base = value;
        }
        previous = value;
    }

    /** Whether there is a boundary between what was passed and a code point; {@code next} is where the text goes on. */
    private boolean breaksBefore(int codePoint, WordBreak value, int next) {
        if (previous == WordBreak.CR && value == WordBreak.LF) { // WB3
            return false;
        }
        if (previous.endsLine() || value.endsLine()) { // WB3a, WB3b
            return true;
        }
        if (previous == WordBreak.ZWJ && WordBreak.pictographic(codePoint) // WB3c
                || previous == WordBreak.WSEGSPACE && value == WordBreak.WSEGSPACE // WB3d
                || value.attaches()) { // WB4
            return false;
        }
        return !(joinsWord(value, next) || joinsNumber(value, next) || joinsOther(value));
    }

    private boolean joinsWord(WordBreak value, int next) {
        boolean hebrew = base == WordBreak.HEBREW_LETTER;
        if (base.letter() && value.letter() // WB5
                || base.letter() && value.joinsLetters() && baseAt(next).letter() // WB6
                || baseBefore.letter() && base.joinsLetters() && value.letter()) { // WB7
            return true;
        }
        return hebrew && value == WordBreak.SINGLE_QUOTE // WB7a
                || hebrew && value == WordBreak.DOUBLE_QUOTE && baseAt(next) == WordBreak.HEBREW_LETTER // WB7b
                || baseBefore == WordBreak.HEBREW_LETTER // WB7c
                        && base == WordBreak.DOUBLE_QUOTE
                        && value == WordBreak.HEBREW_LETTER;
    }

    private boolean joinsNumber(WordBreak value, int next) {
        boolean digit = value == WordBreak.NUMERIC;
        if (digit && (base == WordBreak.NUMERIC || base.letter()) // WB8, WB9
                || base == WordBreak.NUMERIC && value.letter()) { // WB10
            return true;
        }
        return digit && base.joinsDigits() && baseBefore == WordBreak.NUMERIC // WB11
                || base == WordBreak.NUMERIC && value.joinsDigits() && baseAt(next) == WordBreak.NUMERIC; // WB12
    }

    private boolean joinsOther(WordBreak value) {
        boolean joinable = base.letter() || base == WordBreak.NUMERIC || base == WordBreak.KATAKANA;
        if (base == WordBreak.KATAKANA && value == WordBreak.KATAKANA // WB13
                || value == WordBreak.EXTENDNUMLET && (joinable || base == WordBreak.EXTENDNUMLET)) { // WB13a
            return true;
        }
        return base == WordBreak.EXTENDNUMLET // WB13b
                        && (value.letter() || value == WordBreak.NUMERIC || value == WordBreak.KATAKANA)
                || base == WordBreak.REGIONAL_INDICATOR && value == base && oddIndicators; // WB15, WB16
    }

    /** Value of the first code point from {@code at} on that does not attach (WB4); OTHER at the end. */
    private WordBreak baseAt(int at) {
        for (int i = at; i < text.length(); ) {
            int codePoint = text.codePointAt(i);
            WordBreak value = WordBreak.of(codePoint);
            if (!value.attaches()) {
                return value;
            }
            i += Character.charCount(codePoint);
        }
        return WordBreak.OTHER;
    }
}
