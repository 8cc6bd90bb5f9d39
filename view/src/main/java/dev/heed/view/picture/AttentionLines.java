package dev.heed.view.picture;

import dev.heed.tensor.Matrix;
import dev.heed.view.draw.Canvas;
import dev.heed.view.draw.Ink;
import dev.heed.view.font.Face;
import dev.heed.view.font.LaidText;
import dev.heed.view.font.Outline;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Lines from the word that attends to the words attended to: the larger the weight, the wider and darker; the largest carry
 * their number.
 */
final class AttentionLines {
    private static final double WIDEST = 9;
    private static final double[] PLACES = {0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74, 0.18, 0.82};

    private final WordLabels labels;
    private final Matrix weights;

    AttentionLines(WordLabels labels, Matrix weights) {
        this.labels = labels;
        this.weights = weights;
    }

    /** A line from one word to another. */
    private record Line(int from, int to, double weight) {}

    /** A place that is taken. */
    private record Taken(double x, double y, double width, double height) {
        boolean meets(Taken other) {
            return x < other.x + other.width
                    && other.x < x + width
                    && y < other.y + other.height
                    && other.y < y + height;
        }
    }

    /** Where the lines begin and end. */
    interface Ends {
        double x(int word, boolean attending);

        double y(int word, boolean attending);

        /** Whether lines leave downwards, from text above to text below; else to the right. */
        boolean vertical();
    }

    static double width(double weight) {
        return 0.6 + WIDEST * weight;
    }

    /**
     * Draws the {@code most} largest of each row.
     *
     * @param specials whether lines to special tokens are drawn as well
     * @param numbered the least weight that is numbered where there is room; more than 1 for none
     * @return whether lines were left out
     */
    boolean draw(Canvas canvas, Ends ends, int most, double least, boolean specials, double numbered) {
        List<Line> lines = new ArrayList<>();
        boolean all = true;
        for (int row = 0; row < labels.size(); row++) {
            List<Line> own = row(row);
            if (!specials) {
                all &= own.stream().noneMatch(line -> labels.special().get(line.to()));
                own.removeIf(line -> labels.special().get(line.to()));
            }
            for (int i = 0; i < own.size(); i++) {
                if (i < most && own.get(i).weight() >= least) {
                    lines.add(own.get(i));
                } else {
                    all = false;
                }
            }
        }
        lines.sort(Comparator.comparing((Line line) -> line.from() == labels.chosen())
                .thenComparing(Line::weight)
                .thenComparing(Line::from)
                .thenComparing(Line::to));
        for (Line line : lines) {
            Canvas one = new Canvas();
            one.stroke(curve(line, ends), ink(line), width(line.weight()));
            canvas.group(
                    labels.names().get(line.from()) + " → " + labels.names().get(line.to()) + ": "
                            + Look.fixed(line.weight(), 3),
                    one);
        }
        number(canvas, ends, lines.reversed(), numbered);
        return !all;
    }

    private List<Line> row(int row) {
        List<Line> own = new ArrayList<>();
        for (int to = 0; to < labels.size(); to++) {
            own.add(new Line(row, to, weights.at(row, to)));
        }
        own.sort(Comparator.comparing(Line::weight).reversed().thenComparing(Line::to));
        return own;
    }

    private Ink ink(Line line) {
        if (labels.chosen() >= 0) {
            return line.from() == labels.chosen() ? Look.ACCENT.opacity(0.85) : Look.HAIR;
        }
        Ink shade = Look.shade(Math.max(0.02, line.weight()));
        return labels.special().get(line.to()) ? Look.GREY.opacity(0.4) : shade.opacity(0.85);
    }

    private static Outline curve(Line line, Ends ends) {
        double x = ends.x(line.from(), true);
        double y = ends.y(line.from(), true);
        double toX = ends.x(line.to(), false);
        double toY = ends.y(line.to(), false);
        if (ends.vertical()) {
            double bend = (toY - y) * 0.45;
            return new Outline().move(x, y).cubic(x, y + bend, toX, toY - bend, toX, toY);
        }
        double bend = (toX - x) * 0.45;
        return new Outline().move(x, y).cubic(x + bend, y, toX - bend, toY, toX, toY);
    }

    /** Numbers on the lines, the largest first; one that finds no room is left to the matrix. */
    private void number(Canvas canvas, Ends ends, List<Line> lines, double least) {
        List<Taken> taken = new ArrayList<>();
        for (Line line : lines) {
            if (line.weight() < least || labels.special().get(line.to())) {
                continue;
            }
            LaidText text = LaidText.of(Look.two(line.weight()), Face.REGULAR, Look.SMALL);
            for (double t : PLACES) {
                double x = at(t, ends.x(line.from(), true), ends.x(line.to(), false), !ends.vertical());
                double y = at(t, ends.y(line.from(), true), ends.y(line.to(), false), ends.vertical());
                Taken place = new Taken(x - text.width() / 2 - 3, y - 7, text.width() + 6, 14);
                if (taken.stream().noneMatch(place::meets)) {
                    taken.add(place);
                    canvas.box(place.x() + 0.5, place.y(), place.width() - 1, place.height(), Look.PAPER.opacity(0.85));
                    canvas.middle(text, x, y + 4, Look.INK);
                    break;
                }
            }
        }
    }

    /** A point of the curve: along it the control points stand 45% of the way from the ends, across it at them. */
    private static double at(double t, double from, double to, boolean along) {
        double s = 1 - t;
        double first = along ? from + 0.45 * (to - from) : from;
        double second = along ? to - 0.45 * (to - from) : to;
        return s * s * s * from + 3 * s * s * t * first + 3 * s * t * t * second + t * t * t * to;
    }
}
