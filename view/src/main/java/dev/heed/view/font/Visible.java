package dev.heed.view.font;

/**
 * A user's text as a picture or a terminal may show it: controls, line ends, lone surrogates and marks that change the writing direction
 * are spelled out ({@code \n}, {@code \}{@code u202e}), everything else stays. What it returns is legal in XML 1.0.
 */
public final class Visible {
    private Visible() {}

    /** The text on one line, harmless. */
    public static String of(String text) {
        int plain = 0;
        while (plain < text.length() && isPlain(text.charAt(plain))) {
            plain++;
        }
        if (plain == text.length()) {
            return text;
        }
        StringBuilder shown = new StringBuilder(text.length() + 16).append(text, 0, plain);
        for (int i = plain; i < text.length(); ) {
            int point = text.codePointAt(i);
            append(point, shown);
            i += Character.charCount(point);
        }
        return shown.toString();
    }

    /** What most texts consist of. */
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
        if ((point & 0xfffe) == 0xfffe) {
            return false; // not a character, and XML refuses some of them
        }
        return switch (Character.getType(point)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SURROGATE ->
                false;
            // joiners shape letters and emoji; the other format characters are invisible or turn the line around
            case Character.FORMAT -> point == 0x200c || point == 0x200d || point >= 0xe0000;
            default -> true;
        };
    }
}
