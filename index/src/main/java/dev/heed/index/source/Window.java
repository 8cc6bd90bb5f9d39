package dev.heed.index.source;

import dev.heed.meaning.corpus.Passages;
import dev.heed.text.Span;

/**
 * What the model reads at once of a line: all of it, or a passage of a long one. Words that begin in the core belong to this
 * window; the margins only surround them.
 *
 * @param core part of the line
 * @param passage the core with its margins
 */
public record Window(Span core, Span passage) {
    /** The longest core of a line that is cut, in UTF-16 units. */
    static final int CORE = 500;
    /** Units before and behind a core; a longer word isn't read whole. */
    public static final int MARGIN = 200;

    /**
     * The window of a line that begins at a unit.
     *
     * @param from 0, or the end of another window's core
     */
    public static Window at(String line, int from) {
        if (line.length() <= Passages.WHOLE) {
            Span whole = new Span(from, line.length());
            return new Window(whole, new Span(0, line.length()));
        }
        int to = Math.min(line.length(), from + CORE);
        to = to == line.length() ? to : afterBlank(line, from, to);
        int before = from - Math.min(from, MARGIN);
        int behind = Math.min(line.length(), to + MARGIN);
        return new Window(new Span(from, to), new Span(whole(line, before), whole(line, behind)));
    }

    /** Behind the last blank of the core; where there is none, between two characters. */
    private static int afterBlank(String line, int from, int to) {
        for (int i = to; i > from + CORE / 2; i--) {
            if (Character.isWhitespace(line.charAt(i - 1))) {
                return i;
            }
        }
        return whole(line, to);
    }

    /** Not within a surrogate pair. */
    private static int whole(String line, int at) {
        boolean within = at > 0
                && at < line.length()
                && Character.isLowSurrogate(line.charAt(at))
                && Character.isHighSurrogate(line.charAt(at - 1));
        return within ? at - 1 : at;
    }
}
