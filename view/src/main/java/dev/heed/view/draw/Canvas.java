package dev.heed.view.draw;

import dev.heed.view.draw.Mark.Anchor;
import dev.heed.view.font.Face;
import dev.heed.view.font.LaidText;
import dev.heed.view.font.Outline;
import java.util.ArrayList;
import java.util.List;

/** Collects marks. Base lines are put on whole pixels, where small letters are crisp. Not thread-safe. */
public final class Canvas {
    private final List<Mark> marks = new ArrayList<>();

    /** A filled shape. */
    public Canvas fill(Outline outline, Ink ink) {
        marks.add(new Mark.Shape(outline, ink, null, 0, List.of()));
        return this;
    }

    /** A filled rectangle. */
    public Canvas box(double x, double y, double width, double height, Ink ink) {
        return fill(new Outline().rectangle(x, y, width, height), ink);
    }

    /** The edge of a shape. */
    public Canvas stroke(Outline outline, Ink ink, double width, Double... dashes) {
        marks.add(new Mark.Shape(outline, null, ink, width, List.of(dashes)));
        return this;
    }

    /** The edge of a rectangle. */
    public Canvas frame(double x, double y, double width, double height, Ink ink, double line) {
        return stroke(new Outline().rectangle(x, y, width, height), ink, line);
    }

    /** A straight line. */
    public Canvas line(double x, double y, double toX, double toY, Ink ink, double width, Double... dashes) {
        return stroke(new Outline().move(x, y).line(toX, toY), ink, width, dashes);
    }

    /** A line of text that begins at x. */
    public Canvas left(LaidText text, double x, double y, Ink ink) {
        return label(text, x, y, Anchor.LEFT, ink);
    }

    /** A line of text about x. */
    public Canvas middle(LaidText text, double x, double y, Ink ink) {
        return label(text, x - text.width() / 2, y, Anchor.MIDDLE, ink);
    }

    /** A line of text that ends at x. */
    public Canvas right(LaidText text, double x, double y, Ink ink) {
        return label(text, x - text.width(), y, Anchor.RIGHT, ink);
    }

    /** {@link #left(LaidText, double, double, Ink)} of a text to be laid out. */
    public Canvas left(String text, Face face, double size, double x, double y, Ink ink) {
        return left(LaidText.of(text, face, size), x, y, ink);
    }

    /** {@link #middle(LaidText, double, double, Ink)} of a text to be laid out. */
    public Canvas middle(String text, Face face, double size, double x, double y, Ink ink) {
        return middle(LaidText.of(text, face, size), x, y, ink);
    }

    /** {@link #right(LaidText, double, double, Ink)} of a text to be laid out. */
    public Canvas right(String text, Face face, double size, double x, double y, Ink ink) {
        return right(LaidText.of(text, face, size), x, y, ink);
    }

    /** A line of text to be read upwards, that begins at (x, y). */
    public Canvas upwards(LaidText text, double x, double y, Ink ink) {
        marks.add(new Mark.Label(text, Math.rint(x), y, Anchor.LEFT, ink, true));
        return this;
    }

    /** Marks that belong together. */
    public Canvas group(String title, Canvas content) {
        if (!content.marks.isEmpty()) {
            marks.add(new Mark.Group(title, content.marks));
        }
        return this;
    }

    /** All marks of another canvas. */
    public Canvas add(Canvas other) {
        marks.addAll(other.marks);
        return this;
    }

    /** What was drawn. */
    public List<Mark> marks() {
        return List.copyOf(marks);
    }

    private Canvas label(LaidText text, double x, double y, Anchor anchor, Ink ink) {
        if (text.text().isEmpty()) {
            return this;
        }
        marks.add(new Mark.Label(text, x, Math.rint(y), anchor, ink, false));
        return this;
    }
}
