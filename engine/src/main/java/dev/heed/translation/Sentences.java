package dev.heed.translation;

import dev.heed.text.SentenceSegmenter;
import dev.heed.text.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The sentences of a text as translators want them: those of UAX #29 without the blanks, line ends and list markers around
 * them, and joined where its rules cut too much: behind abbreviations, initials and ordinals, and where no blank follows
 * (addresses, file names, emphasis). A line end always ends a sentence. What lies between the sentences is nobody's.
 *
 * @see SentenceSegmenter
 */
final class Sentences {
    /** Quotes, headings, bullets, numbers, letters with a bracket and check boxes, each with a blank behind it. */
    private static final Pattern MARKERS = Pattern.compile("[\\s\\p{Zs}]*+(?:(?:>++|#{1,6}+|[-*+•‣◦▪–—]|[0-9]{1,9}+[.)]"
            + "|\\(?+[0-9A-Za-z]{1,3}+\\)|\\[[ xX]])(?:[\\s\\p{Zs}]++|$))*+");
    /** From here on scripts put no blank behind the end of a sentence. */
    private static final int WITHOUT_BLANKS = 0x2E80;

    private final String text;
    private final List<Kept> whole;
    private int nextWhole;
    private final List<Span> sentences = new ArrayList<>();

    private Sentences(String text, List<Kept> whole) {
        this.text = text;
        this.whole = whole;
    }

    /**
     * The sentences in order; none is blank. Time is linear in the text.
     *
     * @param whole places within which no sentence ends, in order
     */
    static List<Span> of(String text, List<Kept> whole) {
        Sentences cut = new Sentences(text, whole);
        cut.run();
        return cut.sentences;
    }

    /** The lines in order, without the blanks and list markers around them; none is blank. */
    static List<Span> lines(String text) {
        Sentences cut = new Sentences(text, List.of());
        for (int start = 0; start < text.length(); ) {
            int end = lineEnd(text, start);
            cut.add(cut.behindMarkers(start), end);
            start = end + 1;
        }
        return cut.sentences;
    }

    private void run() {
        int line = 0; // where the open line begins, behind its markers
        int start = 0; // of the open sentence
        boolean lineBegins = true;
        for (Span piece : SentenceSegmenter.sentences(text)) {
            if (lineBegins) {
                line = behindMarkers(piece.start());
                start = line;
            }
            lineBegins = endsLine(piece.end());
            int end = withoutOpening(start, piece.end());
            if (lineBegins || end > line && !goesOn(start, end)) {
                add(start, end);
                start = Math.max(start, end);
            }
        }
        add(start, text.length());
    }

    private int behindMarkers(int lineStart) {
        Matcher markers = MARKERS.matcher(text).region(lineStart, lineEnd(text, lineStart));
        return markers.lookingAt() ? markers.end() : lineStart;
    }

    /** To the annex an opening bracket right behind the end of a sentence closes it. */
    private int withoutOpening(int start, int end) {
        int type = end > start ? Character.getType(text.charAt(end - 1)) : 0;
        boolean opens = type == Character.START_PUNCTUATION || type == Character.INITIAL_QUOTE_PUNCTUATION;
        return opens && end < text.length() ? withoutOpening(start, end - 1) : end;
    }

    private boolean endsLine(int end) {
        return end > 0 && lineEnd(text.charAt(end - 1));
    }

    /** Where the line that a place stands in ends. */
    static int lineEnd(String text, int from) {
        int end = from;
        while (end < text.length() && !lineEnd(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private static boolean lineEnd(char c) {
        return c == '\n' || c == '\r' || c == '\u0085' || c == '\u2028' || c == '\u2029';
    }

    private void add(int start, int end) {
        while (start < end && blank(text.codePointAt(start))) {
            start += Character.charCount(text.codePointAt(start));
        }
        while (end > start && blank(text.codePointBefore(end))) {
            end -= Character.charCount(text.codePointBefore(end));
        }
        if (start < end) {
            sentences.add(new Span(start, end));
        }
    }

    static boolean blank(int codePoint) {
        return Character.isWhitespace(codePoint)
                || Character.isSpaceChar(codePoint)
                || codePoint == 0x85
                || codePoint == 0xFEFF;
    }

    /** Whether the sentence that began at {@code start} goes on behind a boundary of the annex. */
    private boolean goesOn(int start, int boundary) {
        while (nextWhole < whole.size() && whole.get(nextWhole).span().end() <= boundary) {
            nextWhole++;
        }
        if (nextWhole < whole.size() && whole.get(nextWhole).span().start() < boundary) {
            return true;
        }
        int last = boundary;
        while (last > start && blank(text.codePointBefore(last))) {
            last -= Character.charCount(text.codePointBefore(last));
        }
        if (last == boundary) {
            return text.codePointBefore(boundary) < WITHOUT_BLANKS;
        }
        if (last == start || text.charAt(last - 1) != '.') {
            return false;
        }
        int word = last - 1;
        while (word > start && !blank(text.codePointBefore(word)) && !opening(text.charAt(word - 1))) {
            word--;
        }
        return Abbreviations.goesOn(text.substring(word, last - 1), word == start, wordAt(boundary));
    }

    private static boolean opening(char c) {
        return c == '(' || c == '[' || c == '"' || c == '„' || c == '“' || c == '«' || c == '‘' || c == '/';
    }

    private String wordAt(int from) {
        int end = from;
        while (end < text.length() && Character.isLetterOrDigit(text.charAt(end))) {
            end++;
        }
        return text.substring(from, end);
    }
}
