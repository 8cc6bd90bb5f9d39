package dev.heed.view.font;

import java.util.Locale;

/** Stands for a character that no font has: a frame with its number in it, so that the reader can look it up. */
final class MissingGlyph {
    private static final double EDGE = 0.06; // of the width
    private static final double HEIGHT = 0.72; // of the size
    private static final double STROKE = 0.035; // of the size

    private MissingGlyph() {}

    static void draw(int point, double x, double y, double advance, double size, Outline outline) {
        double left = x + EDGE * advance;
        double width = advance * (1 - 2 * EDGE);
        double height = HEIGHT * size;
        double stroke = STROKE * size;
        double top = y - height;
        outline.rectangle(left, top, width, stroke)
                .rectangle(left, y - stroke, width, stroke)
                .rectangle(left, top + stroke, stroke, height - 2 * stroke)
                .rectangle(left + width - stroke, top + stroke, stroke, height - 2 * stroke);
        String hex = Integer.toHexString(point).toUpperCase(Locale.ROOT);
        String number = hex.length() % 2 == 0 ? hex : "0" + hex;
        int half = number.length() / 2;
        double digits = Math.min(height * 0.42, (width - 4 * stroke) / (half * 0.58));
        drawDigits(number.substring(0, half), left + width / 2, y - height * 0.55, digits, outline);
        drawDigits(number.substring(half), left + width / 2, y - height * 0.12, digits, outline);
    }

    private static void drawDigits(String digits, double middle, double base, double size, Outline outline) {
        LaidText laid = LaidText.of(digits, Face.REGULAR, size);
        laid.draw(middle - laid.width() / 2, base, outline);
    }
}
