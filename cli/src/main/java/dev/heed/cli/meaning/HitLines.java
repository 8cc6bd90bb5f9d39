package dev.heed.cli.meaning;

import dev.heed.cli.screen.DisplayWidth;
import dev.heed.cli.screen.Shown;
import dev.heed.cli.screen.Style;
import dev.heed.meaning.corpus.Occurrence;
import dev.heed.text.Span;

/** Occurrences as lines: keyword in context, for people. */
final class HitLines {
    private HitLines() {}

    /**
     * The word with what is around it, the word at one column whatever stands before it.
     *
     * @param columns of the whole line
     */
    static String aligned(Occurrence occurrence, int columns, Style style) {
        Span span = occurrence.spanInPassage();
        String text = occurrence.passage();
        String word = Shown.fitted(occurrence.surface(), columns / 3);
        String shown = style == Style.PLAIN ? "[" + word + "]" : word;
        int before = (columns - DisplayWidth.of(shown)) / 2;
        String left = tail(text.substring(0, span.start()), before);
        String right = Shown.fitted(text.substring(span.end()), columns - before - DisplayWidth.of(shown));
        return DisplayWidth.padding(left, before) + left + style.strong(shown) + right;
    }

    /** File and line, as {@code --like} and {@code --not} take them; of a long name the end is shown, the line always. */
    static String place(Occurrence occurrence, int columns) {
        return tail(occurrence.file() + ":" + occurrence.line(), columns);
    }

    /** The end of a text, cut with an ellipsis to at most {@code width} columns. */
    private static String tail(String text, int width) {
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
