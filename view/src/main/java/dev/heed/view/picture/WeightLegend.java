package dev.heed.view.picture;

import dev.heed.view.draw.Canvas;
import dev.heed.view.font.Face;

/** How weights are drawn: the scale of shades, and the widths of lines. */
final class WeightLegend {
    static final double HEIGHT = 34;
    private static final double BAR = 180;
    private static final int STEPS = 60;
    private static final double[] TICKS = {0, 0.05, 0.2, 0.5, 1}; // parts of the largest weight drawn
    private static final double[] WIDTHS = {0.05, 0.2, 0.5, 1};

    private WeightLegend() {}

    /** The scale of shades up to the weight {@code top}, its left edge at x. */
    static void shades(Canvas canvas, double x, double y, double top) {
        canvas.left("weight", Face.REGULAR, Look.SMALL, x, y + 9, Look.MUTED);
        double left = x + 46;
        for (int i = 0; i < STEPS; i++) {
            double overlap = i < STEPS - 1 ? 0.3 : 0; // no seam between neighbours
            canvas.box(left + i * BAR / STEPS, y, BAR / STEPS + overlap, 10, Look.shadeAt((i + 0.5) / STEPS));
        }
        for (double tick : TICKS) {
            double at = left + Look.position(tick) * BAR;
            canvas.line(at, y + 10, at, y + 14, Look.MUTED, 0.8);
            canvas.middle(tick(tick * top), Face.REGULAR, Look.TINY, at, y + 24, Look.MUTED);
        }
        if (top < 1) {
            canvas.left("or more", Face.REGULAR, Look.TINY, left + BAR + 14, y + 24, Look.MUTED);
        }
    }

    /** The widths of lines, to the right of the shades. */
    static void lines(Canvas canvas, double x, double y) {
        double at = x + 46 + BAR + 66;
        for (double weight : WIDTHS) {
            canvas.line(at, y + 5, at + 28, y + 5, Look.shade(weight), AttentionLines.width(weight));
            canvas.middle(tick(weight), Face.REGULAR, Look.TINY, at + 14, y + 24, Look.MUTED);
            at += 42;
        }
    }

    private static String tick(double value) {
        String text = Look.fixed(value, value < 0.001 ? 6 : value < 0.01 ? 5 : 3);
        return text.contains(".") ? text.replaceAll("\\.?0+$", "") : text;
    }
}
