package dev.heed.view.picture;

import dev.heed.meaning.corpus.Occurrence;
import dev.heed.text.Span;
import dev.heed.view.font.Face;
import dev.heed.view.font.LaidText;

/** Lines with their word at one place across: keyword in context. */
final class KeywordLines {
    private static final double SPACE = 3.6; // of the font at that size

    private final double left;
    private final double width;

    /** @param left edge of the lines */
    KeywordLines(double left, double width) {
        this.left = left;
        this.width = width;
    }

    /** Draws one on the base line that the page has come to. */
    void draw(Page page, Occurrence occurrence) {
        Span span = occurrence.spanInPassage();
        String text = occurrence.passage();
        LaidText word = LaidText.fitted(occurrence.surface(), Face.BOLD, Look.BODY, width / 3);
        double middle = left + width / 2;
        double side = (width - word.width()) / 2 - 2 * SPACE;
        LaidText before = beginning(text.substring(0, span.start()).strip(), side);
        LaidText after = LaidText.fitted(text.substring(span.end()).strip(), Face.REGULAR, Look.BODY, side);
        boolean turned = LaidText.isRightToLeft(text);
        page.canvas.right(
                turned ? after : before,
                middle - word.width() / 2 - gap(text, turned ? span.end() : span.start() - 1),
                page.y,
                Look.INK);
        page.canvas.middle(word, middle, page.y, Look.ACCENT);
        page.canvas.left(
                turned ? before : after,
                middle + word.width() / 2 + gap(text, turned ? span.start() - 1 : span.end()),
                page.y,
                Look.INK);
    }

    private static double gap(String text, int at) {
        return at >= 0 && at < text.length() && Character.isWhitespace(text.charAt(at)) ? SPACE : 0;
    }

    /** The end of what stands before the word; an ellipsis for what does not fit. */
    private static LaidText beginning(String before, double most) {
        int start = Math.max(0, before.length() - (int) most / 2);
        if (start > 0 && Character.isLowSurrogate(before.charAt(start))) {
            start++;
        }
        LaidText cut = LaidText.of((start == 0 ? "" : "…") + before.substring(start), Face.REGULAR, Look.BODY);
        while (start < before.length() && cut.width() > most) {
            start += Character.charCount(before.codePointAt(start));
            cut = LaidText.of("…" + before.substring(start), Face.REGULAR, Look.BODY);
        }
        return cut;
    }
}
