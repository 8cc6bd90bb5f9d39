package dev.heed.cli.screen;

/**
 * A user's text as a terminal may show it: controls, line ends and marks that change the writing direction are spelled
 * out ({@code \n}, {@code \}{@code u202e}), everything else stays.
 */
public final class Shown {
    private static final char LEFT_TO_RIGHT_MARK = '\u200e';

    private Shown() {}

    /** The text on one line, harmless. */
    public static String of(String text) {
        int harmless = 0;
        while (harmless < text.length() && isPlain(text.charAt(harmless))) {
            harmless++;
        }
        if (harmless == text.length()) {
            return text;
        }
        StringBuilder shown = new StringBuilder(text.length() + 16).append(text, 0, harmless);
        for (int i = harmless; i < text.length(); ) {
            int point = text.codePointAt(i);
            append(point, shown);
            i += Character.charCount(point);
        }
        return shown.toString();
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

    private static boolean isPlain(char unit) {
        return unit >= ' ' && unit < 0x7f || unit > 0xa0 && unit < 0x300 && unit != 0xad;
    }

    private static void append(int point, StringBuilder shown) {
        switch (point) {
            case '\n' -> shown.append("\\n");
            case '\r' -> shown.append("\\r");
            case '\t' -> shown.append("\\t");
            default -> {
                if (isHarmless(point)) {
                    shown.appendCodePoint(point);
                } else {
                    String hex = Integer.toHexString(point);
                    shown.append("\\u")
                            .append("0".repeat(Math.max(0, 4 - hex.length())))
                            .append(hex);
                }
            }
        }
    }

    private static boolean isHarmless(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SURROGATE ->
                false;
            // joiners shape letters and emoji; the other format characters are invisible or turn the line around
            case Character.FORMAT -> point == 0x200c || point == 0x200d || point >= 0xe0000;
            default -> true;
        };
    }
}
