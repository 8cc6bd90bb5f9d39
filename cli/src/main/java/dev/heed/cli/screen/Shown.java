package dev.heed.cli.screen;

import dev.heed.view.font.Visible;

/**
 * A user's text as a terminal may show it: what {@link Visible} makes of it, cut to a width, kept in its place.
 */
public final class Shown {
    private static final char LEFT_TO_RIGHT_MARK = '\u200e';

    private Shown() {}

    /** The text on one line, harmless; see {@link Visible}. */
    public static String of(String text) {
        return Visible.of(text);
    }

    /** {@link #of}, cut with an ellipsis to at most {@code columns} display columns. */
    public static String fitted(String text, int columns) {
        // no need to look at all of a text of megabytes
        String start = text.length() > 8 * columns ? text.substring(0, 8 * columns) : text;
        String shown = of(start);
        if (start.length() == text.length() && DisplayWidth.of(shown) <= columns) {
            return shown;
        }
        int end = 0;
        int width = 0;
        while (end < shown.length()) {
            int next = end + Character.charCount(shown.codePointAt(end));
            int grown = DisplayWidth.of(shown.substring(0, next));
            if (grown > columns - 1) {
                break;
            }
            end = next;
            width = grown;
        }
        return width == 0 ? "…" : shown.substring(0, end) + "…";
    }

    /**
     * Keeps what follows a right-to-left word in its place: a terminal that reorders lines would move the numbers beside
     * it.
     */
    public static String inPlace(String shown) {
        for (int i = 0; i < shown.length(); i++) {
            byte direction = Character.getDirectionality(shown.codePointAt(i));
            if (direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT
                    || direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC) {
                return LEFT_TO_RIGHT_MARK + shown + LEFT_TO_RIGHT_MARK;
            }
        }
        return shown;
    }
}
