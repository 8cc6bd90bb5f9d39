package dev.heed.view.picture;

import dev.heed.view.ComparisonView;
import dev.heed.view.draw.Ink;
import dev.heed.view.font.Face;
import dev.heed.view.font.Outline;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Similarity from static through every layer, a curve a pair of places; each differs in colour, in dashes and in its mark,
 * and carries its name at its end. Beyond a handful of pairs the mean stands out and the others are grey.
 */
final class SimilarityCurves {
    private static final double HEIGHT = 250;
    private static final double AXIS = 44;
    private static final double NAMES = 120;
    private static final int MOST_NAMED = 6;
    private static final double STEP = 0.1;

    private final ComparisonView view;
    private final List<Curve> curves = new ArrayList<>();

    /** A pair of places with its similarities, static first. */
    private record Curve(String name, double[] values) {}

    SimilarityCurves(ComparisonView view) {
        this.view = view;
        int n = view.occurrences().size();
        for (int i = 0; i < n; i++) {
            for (int j = i + 1; j < n; j++) {
                curves.add(new Curve((i + 1) + " and " + (j + 1), values(i, j)));
            }
        }
    }

    private double[] values(int i, int j) {
        double[] values = new double[view.layers().size() + 1];
        values[0] = view.staticSimilarity().at(i, j);
        for (int l = 0; l < view.layers().size(); l++) {
            values[l + 1] = view.layers().get(l).at(i, j);
        }
        return values;
    }

    void draw(Page page, double width) {
        double left = Look.MARGIN + AXIS;
        double right = Look.MARGIN + width - NAMES;
        double top = page.y;
        double low = lowest();
        int points = view.layers().size() + 1;
        double step = (right - left) / (points - 1);
        int ticks = (int) Math.round((1 - low) / STEP);
        int every = (ticks + 9) / 10;
        for (int tick = 0; tick <= ticks; tick++) {
            double value = 1 - tick * STEP;
            double y = top + (1 - value) / (1 - low) * HEIGHT;
            if (tick % every == 0) {
                page.canvas.line(left, y, right, y, Look.HAIR, 1);
                page.canvas.right(Look.two(value), Face.REGULAR, Look.SMALL, left - 10, y + 4, Look.MUTED);
            }
        }
        int everyLayer = (int) Math.max(1, Math.ceil(26 / step));
        for (int p = 0; p < points; p++) {
            if (p < 2 || (p - 1) % everyLayer == 0) {
                String name = p == 0 ? "static" : p == 1 ? "layer 0" : Integer.toString(p - 1);
                page.canvas.middle(name, Face.REGULAR, Look.SMALL, left + p * step, top + HEIGHT + 20, Look.MUTED);
            }
        }
        boolean named = curves.size() <= MOST_NAMED;
        for (int c = 0; c < curves.size(); c++) {
            Ink ink = named ? Series.ink(c) : Look.GREY.opacity(0.5);
            curve(page, curves.get(c).values(), left, top, step, low, ink, named ? c : -1);
        }
        if (named) {
            names(page, right + 12, top, low);
        } else {
            double[] mean = mean();
            curve(page, mean, left, top, step, low, Series.ink(0), 0);
            page.canvas.left(
                    "mean " + Look.two(mean[mean.length - 1]),
                    Face.BOLD,
                    Look.BODY,
                    right + 12,
                    top + (1 - mean[mean.length - 1]) / (1 - low) * HEIGHT + 4,
                    Series.ink(0));
            page.note("A grey curve for each of the " + curves.size() + " pairs, and their mean.");
        }
        page.y = top + HEIGHT + 26;
    }

    private void curve(
            Page page, double[] values, double left, double top, double step, double low, Ink ink, int style) {
        Outline outline = new Outline();
        for (int p = 0; p < values.length; p++) {
            double x = left + p * step;
            double y = top + (1 - values[p]) / (1 - low) * HEIGHT;
            if (p == 0) {
                outline.move(x, y);
            } else {
                outline.line(x, y);
            }
        }
        page.canvas.stroke(outline, ink, style < 0 ? 1 : 2.2, Series.dashes(Math.max(0, style)));
        for (int p = 0; style >= 0 && p < values.length; p++) {
            Series.mark(page.canvas, left + p * step, top + (1 - values[p]) / (1 - low) * HEIGHT, style);
        }
    }

    /** Names at the curves' ends, moved apart where they would meet. */
    private void names(Page page, double x, double top, double low) {
        List<Integer> order = new ArrayList<>();
        for (int c = 0; c < curves.size(); c++) {
            order.add(c);
        }
        order.sort(Comparator.comparing((Integer c) -> -last(c)));
        double[] at = new double[order.size()];
        for (int i = 0; i < at.length; i++) {
            double wanted = top + (1 - last(order.get(i))) / (1 - low) * HEIGHT + 4;
            at[i] = i == 0 ? wanted : Math.max(wanted, at[i - 1] + 17);
        }
        double beyond = at[at.length - 1] - (top + HEIGHT + 4);
        for (int i = at.length - 1; i >= 0 && beyond > 0; i--) {
            double most = i == at.length - 1 ? top + HEIGHT + 4 : at[i + 1] - 17;
            at[i] = Math.min(at[i], most);
        }
        for (int i = 0; i < at.length; i++) {
            int c = order.get(i);
            Series.mark(page.canvas, x + 2, at[i] - 4, c);
            page.canvas.left(
                    curves.get(c).name() + "  " + Look.two(last(c)),
                    Face.BOLD,
                    Look.BODY - 1,
                    x + 13,
                    at[i],
                    Series.ink(c));
        }
    }

    private double last(int curve) {
        double[] values = curves.get(curve).values();
        return values[values.length - 1];
    }

    private double[] mean() {
        double[] mean = new double[view.layers().size() + 1];
        for (Curve curve : curves) {
            for (int p = 0; p < mean.length; p++) {
                mean[p] += curve.values()[p] / curves.size();
            }
        }
        return mean;
    }

    /** The lowest tick: a whole step under every value. */
    private double lowest() {
        double least = 1;
        for (Curve curve : curves) {
            for (double value : curve.values()) {
                least = Math.min(least, value);
            }
        }
        return Math.min(1 - 3 * STEP, Math.floor(least / STEP - 1e-6) * STEP);
    }
}
