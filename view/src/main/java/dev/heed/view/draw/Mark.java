package dev.heed.view.draw;

import dev.heed.view.font.LaidText;
import dev.heed.view.font.Outline;
import java.util.List;

/** Something drawn. Later marks lie on top. */
public sealed interface Mark {
    /** Which point of a label stays where it is when a viewer has another font. */
    enum Anchor {
        /** The left edge. */
        LEFT,
        /** The middle. */
        MIDDLE,
        /** The right edge. */
        RIGHT
    }

    /**
     * A shape.
     *
     * @param fill null for none
     * @param line colour of its edge; null for none
     * @param lineWidth of the edge
     * @param dashes lengths of strokes and gaps in turn; empty for a whole line
     */
    record Shape(Outline outline, Ink fill, Ink line, double lineWidth, List<Double> dashes) implements Mark {
        public Shape {
            dashes = List.copyOf(dashes);
        }
    }

    /**
     * One line of text.
     *
     * @param x the text's left edge
     * @param y its base line
     * @param turned whether it is turned a quarter to the left about its anchor's point, to be read upwards
     */
    record Label(LaidText text, double x, double y, Anchor anchor, Ink ink, boolean turned) implements Mark {
        /** The point that stays where it is. */
        public double anchorX() {
            return switch (anchor) {
                case LEFT -> x;
                case MIDDLE -> x + text.width() / 2;
                case RIGHT -> x + text.width();
            };
        }
    }

    /**
     * Marks that belong together.
     *
     * @param title says what they are to a reader who rests on them or listens
     */
    record Group(String title, List<Mark> marks) implements Mark {
        public Group {
            marks = List.copyOf(marks);
        }
    }
}
