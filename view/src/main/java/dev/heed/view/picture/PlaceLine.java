package dev.heed.view.picture;

import dev.heed.WordComparison.Occurrence;
import dev.heed.view.ComparisonView;
import dev.heed.view.font.Face;
import dev.heed.view.font.LaidText;

/** A place where a compared word stands: its number, and the word in its sentence. */
final class PlaceLine {
    private static final double SPACE = 3.6; // of the font at that size

    private PlaceLine() {}

    /** One line of the page, {@code width} wide. */
    static void draw(Page page, ComparisonView view, int i, double width) {
        Occurrence occurrence = view.occurrences().get(i);
        String text = view.texts().get(occurrence.index());
        LaidText word = LaidText.fitted(occurrence.text(), Face.BOLD, Look.BODY, width / 3);
        double room = width - 28 - word.width() - 12;
        String before = text.substring(0, occurrence.span().start());
        String after = text.substring(occurrence.span().end());
        LaidText left = beginning(before.strip(), room / 2);
        LaidText right = LaidText.fitted(after.strip(), Face.REGULAR, Look.BODY, room - left.width());
        double spaceBefore = before.equals(before.stripTrailing()) ? 0 : SPACE;
        double spaceAfter = after.equals(after.stripLeading()) ? 0 : SPACE;
        boolean turned = LaidText.isRightToLeft(text);
        page.y += 8;
        page.canvas.right(Integer.toString(i + 1), Face.BOLD, Look.BODY, Look.MARGIN + 16, page.y, Look.MUTED);
        double x = Look.MARGIN + 28;
        LaidText first = turned ? right : left;
        page.canvas.left(first, x, page.y, Look.INK);
        x += first.width() + (turned ? spaceAfter : spaceBefore);
        page.canvas.left(word, x, page.y, Look.ACCENT);
        x += word.width() + (turned ? spaceBefore : spaceAfter);
        page.canvas.left(turned ? left : right, x, page.y, Look.INK);
        page.y += 14;
    }

    /** The end of what stands before the word; an ellipsis for what does not fit. */
    private static LaidText beginning(String before, double most) {
        LaidText whole = LaidText.of(before, Face.REGULAR, Look.BODY);
        if (whole.width() <= most) {
            return whole;
        }
        int start = before.length() - (int) Math.min(before.length(), most / 3);
        LaidText cut = whole;
        while (start < before.length() && cut.width() > most) {
            start += Character.charCount(before.codePointAt(start));
            cut = LaidText.of("…" + before.substring(start), Face.REGULAR, Look.BODY);
        }
        return cut;
    }
}
