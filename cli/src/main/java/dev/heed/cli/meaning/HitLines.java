package dev.heed.cli.meaning;

import dev.heed.cli.screen.KeywordLine;
import dev.heed.cli.screen.Style;
import dev.heed.meaning.corpus.Occurrence;

/** Occurrences as lines: keyword in context, for people. */
final class HitLines {
    private HitLines() {}

    /** The word with what is around it, see {@link KeywordLine}. */
    static String aligned(Occurrence occurrence, int columns, Style style) {
        return KeywordLine.aligned(occurrence.passage(), occurrence.spanInPassage(), columns, style);
    }

    /** File and line, as {@code --like} and {@code --not} take them; of a long name the end is shown, the line always. */
    static String place(Occurrence occurrence, int columns) {
        return KeywordLine.tail(occurrence.file() + ":" + occurrence.line(), columns);
    }
}
