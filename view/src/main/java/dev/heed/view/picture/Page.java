package dev.heed.view.picture;

import dev.heed.view.draw.Canvas;
import dev.heed.view.draw.Drawing;
import dev.heed.view.draw.Ink;
import dev.heed.view.font.Face;
import dev.heed.view.font.LaidText;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A picture on its way: title above, content, notes below. Not thread-safe. */
final class Page {
    private static final int MOST_NAMED = 8;

    final Canvas canvas = new Canvas();
    double y = Look.MARGIN; // where the next part begins
    private final double width;
    private final String title;
    private final List<String> notes = new ArrayList<>();

    /** @param width of the content, without margins */
    Page(double width, String title, String subtitle) {
        this.width = Math.max(width, 360);
        this.title = title + " – " + subtitle;
        y += Look.TITLE * 0.8;
        canvas.left(LaidText.fitted(title, Face.BOLD, Look.TITLE, this.width), Look.MARGIN, y, Look.INK);
        y += 19;
        canvas.left(LaidText.fitted(subtitle, Face.REGULAR, Look.SMALL + 1, this.width), Look.MARGIN, y, Look.MUTED);
        y += 22;
    }

    /** Something the reader must know; drawn at the foot. */
    void note(String line) {
        notes.add(line);
    }

    /** Lines of prose, broken at spaces. */
    void prose(String text, double size, Ink ink, double most) {
        for (String line : broken(text, size, most)) {
            y += size * 1.4;
            canvas.left(line, Face.REGULAR, size, Look.MARGIN, y, ink);
        }
    }

    Drawing finish(String description) {
        Drawing soFar = new Drawing(title, description, width, y, canvas.marks());
        List<Integer> missing = soFar.missingCharacters();
        if (!missing.isEmpty()) {
            notes.add(missing(missing));
        }
        if (!notes.isEmpty()) {
            y += 8;
        }
        for (String note : notes) {
            prose(note, Look.SMALL, Look.MUTED, width);
        }
        String all = notes.isEmpty() ? description : description + " " + String.join(" ", notes);
        return new Drawing(title, all, width + 2 * Look.MARGIN, y + Look.MARGIN, canvas.marks());
    }

    private static String missing(List<Integer> points) {
        String named = points.stream()
                .limit(MOST_NAMED)
                .map(point -> String.format(java.util.Locale.ROOT, "U+%04X", point))
                .collect(Collectors.joining(", "));
        return "No shipped font has " + named
                + (points.size() > MOST_NAMED ? " and " + (points.size() - MOST_NAMED) + " more" : "")
                + ": SVG leaves " + (points.size() == 1 ? "it" : "them")
                + " to the viewer's fonts, PNG shows the number"
                + (points.size() == 1 ? "." : "s.");
    }

    static List<String> broken(String text, double size, double most) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ")) {
            String longer = line.isEmpty() ? word : line + " " + word;
            if (!line.isEmpty() && LaidText.of(longer, Face.REGULAR, size).width() > most) {
                lines.add(line.toString());
                line.setLength(0);
                line.append(word);
            } else {
                line.setLength(0);
                line.append(longer);
            }
        }
        lines.add(line.toString());
        return lines;
    }
}
