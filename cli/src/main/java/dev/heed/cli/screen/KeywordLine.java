package dev.heed.cli.screen;

import dev.heed.text.Span;

/** A keyword in its context, on one line. */
public final class KeywordLine {
    private KeywordLine() {}

    /**
     * The word with what is around it, the word at one column whatever stands before it.
     *
     * @param columns of the whole line
     */
    public static String aligned(String text, Span span, int columns, Style style) {
        String word = Shown.fitted(span.in(text), columns / 3);
        String shown = style == Style.PLAIN ? "[" + word + "]" : word;
        int before = (columns - DisplayWidth.of(shown)) / 2;
        String left = tail(text.substring(0, span.start()), before);
        String right = Shown.fitted(text.substring(span.end()), columns - before - DisplayWidth.of(shown));
        return DisplayWidth.padding(left, before) + left + style.strong(shown) + right;
    }

    /** The end of a text, cut with an ellipsis to at most {@code width} columns. */
    public static String tail(String text, int width) {
        String end = text.length() > 4 * width ? text.substring(text.length() - 4 * width) : text;
        String shown = Shown.of(end);
        if (end.length() == text.length() && DisplayWidth.of(shown) <= width) {
            return shown;
        }
        int start = 0;
        while (start < shown.length() && DisplayWidth.of(shown.substring(start)) > width - 1) {
            start += Character.charCount(shown.codePointAt(start));
        }
        return "…" + shown.substring(start);
    }
}
