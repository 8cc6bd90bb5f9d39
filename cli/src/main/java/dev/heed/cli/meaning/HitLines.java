package dev.heed.cli.meaning;

import dev.heed.cli.screen.KeywordLine;
import dev.heed.cli.screen.Style;
import dev.heed.meaning.corpus.Occurrence;
import dev.heed.view.json.JsonOutput;
import java.io.IOException;

/** Occurrences as lines: keyword in context for people, the keys of a HIT for programs. */
final class HitLines {
    private HitLines() {}

    /** The word with what is around it, see {@link KeywordLine}. */
    static String aligned(Occurrence occurrence, int columns, Style style) {
        return KeywordLine.aligned(occurrence.passage(), occurrence.spanInPassage(), columns, style);
    }

    /** The keys of a HIT; {@code textStart} is where {@code text} begins in the line, 0 unless the line is long. */
    static void put(JsonOutput json, Occurrence occurrence, double similarity) throws IOException {
        json.put("file", occurrence.file());
        json.put("line", occurrence.line());
        json.put("text", occurrence.passage());
        json.putSpan(occurrence.span());
        json.put("textStart", occurrence.passageStart());
        json.put("similarity", (float) similarity);
    }

    /** File and line, as {@code --like} and {@code --not} take them; of a long name the end is shown, the line always. */
    static String place(Occurrence occurrence, int columns) {
        return KeywordLine.tail(occurrence.file() + ":" + occurrence.line(), columns);
    }
}
