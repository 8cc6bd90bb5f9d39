package dev.heed.view.picture;

import dev.heed.tensor.Matrix;
import dev.heed.view.HeadsView;
import dev.heed.view.draw.Canvas;
import dev.heed.view.draw.Drawing;
import dev.heed.view.font.Face;
import java.util.ArrayList;
import java.util.List;

/** Heads at a glance: a small matrix for every head of every layer, with the habit that takes most of its weight. */
public final class HeadsPicture {
    private static final double FIELD = 72;
    private static final double GAP = 14;
    private static final double CAPTION = 17;
    private static final int MOST_CELLS = 48;
    private static final double WORTH_NAMING = 0.3;

    private HeadsPicture() {}

    /** Where a word of a row looks. */
    private enum Habit {
        SELF("self", 0),
        PREVIOUS("previous", -1),
        NEXT("next", 1);

        private final String shown;
        private final int distance;

        Habit(String shown, int distance) {
            this.shown = shown;
            this.distance = distance;
        }
    }

    /** A habit with its part of all weight. */
    private record Share(String name, double part) {}

    /** The picture of all heads. */
    public static Drawing of(HeadsView view) {
        int layers = view.wordWeights().size();
        int heads = view.wordWeights().getFirst().size();
        WordLabels labels = WordLabels.of(view.text(), view.words(), view.tokens(), -1);
        int pooled = (labels.size() + MOST_CELLS - 1) / MOST_CELLS;
        double side = 52;
        double width = side + heads * (FIELD + GAP) - GAP;
        Page page = new Page(
                width,
                "Heads at a glance",
                view.model() + " · " + layers + " layers × " + heads + " heads · rows attend, columns are attended to");
        page.canvas.left(
                dev.heed.view.font.LaidText.fitted(view.text(), Face.REGULAR, Look.BODY, width),
                Look.MARGIN,
                page.y + 6,
                Look.INK);
        double top = page.y + 42;
        List<String> described = new ArrayList<>();
        for (int h = 1; h <= heads; h++) {
            double middle = Look.MARGIN + side + (h - 1) * (FIELD + GAP) + FIELD / 2;
            page.canvas.middle(
                    h == 1 ? "head 1" : Integer.toString(h), Face.REGULAR, Look.SMALL, middle, top - 10, Look.MUTED);
        }
        for (int l = 1; l <= layers; l++) {
            double y = top + (l - 1) * (FIELD + CAPTION + 10);
            page.canvas.right(
                    l == 1 ? "layer 1" : Integer.toString(l),
                    Face.REGULAR,
                    Look.SMALL,
                    Look.MARGIN + side - 12,
                    y + FIELD / 2 + 4,
                    Look.MUTED);
            for (int h = 1; h <= heads; h++) {
                Share share = largest(view.wordWeights(l, h), labels);
                String name = "layer " + l + ", head " + h + ": " + share.name() + " " + Look.two(share.part());
                described.add(name);
                Canvas field = new Canvas();
                field(field, view.wordWeights(l, h), pooled, Look.MARGIN + side + (h - 1) * (FIELD + GAP), y, share);
                page.canvas.group(name, field);
            }
        }
        page.y = top + layers * (FIELD + CAPTION + 10) + 6;
        WeightLegend.shades(page.canvas, Look.MARGIN, page.y, 1);
        page.y += WeightLegend.HEIGHT - 8;
        page.note(
                "Under each head, what takes the largest part of its weight: a special token, the word itself, the one"
                        + " before, the one after, or other words.");
        if (pooled > 1) {
            page.note("A cell is the largest weight of " + pooled + " × " + pooled + " words.");
        }
        if (view.tokensTotal() > view.tokens().size()) {
            page.note(view.tokens().size() + " of " + view.tokensTotal() + " tokens read; the rest is left out.");
        }
        return page.finish(
                "Attention weights between " + labels.size() + " words. " + String.join("; ", described) + ".");
    }

    private static void field(Canvas canvas, Matrix weights, int pooled, double x, double y, Share share) {
        Matrix cells = pooled == 1 ? weights : ShadedText.largest(weights, pooled);
        double cell = FIELD / cells.columns();
        WeightCells.plain(
                canvas,
                cells,
                new WeightCells.Grid() {
                    @Override
                    public double x(int column) {
                        return x + column * cell;
                    }

                    @Override
                    public double width(int column) {
                        return cell;
                    }

                    @Override
                    public double y(int row) {
                        return y + row * cell;
                    }

                    @Override
                    public double height(int row) {
                        return cell;
                    }
                },
                1);
        canvas.frame(x, y, FIELD, FIELD, Look.HAIR, 1);
        boolean named = share.part() >= WORTH_NAMING;
        canvas.left(named ? share.name() : "spread", Face.REGULAR, Look.TINY, x, y + FIELD + 12, Look.MUTED);
        if (named) {
            canvas.right(Look.two(share.part()), Face.REGULAR, Look.TINY, x + FIELD, y + FIELD + 12, Look.INK);
        }
    }

    /** The habit with the largest part of all weight. */
    private static Share largest(Matrix weights, WordLabels labels) {
        int n = weights.rows();
        List<Share> shares = new ArrayList<>();
        for (int column = 0; column < n; column++) {
            if (labels.special().get(column)) {
                double sum = 0;
                for (int row = 0; row < n; row++) {
                    sum += weights.at(row, column);
                }
                shares.add(new Share(labels.names().get(column), sum / n));
            }
        }
        for (Habit habit : Habit.values()) {
            double sum = 0;
            for (int row = 0; row < n; row++) {
                int column = row + habit.distance;
                if (column >= 0 && column < n && !labels.special().get(column)) {
                    sum += weights.at(row, column);
                }
            }
            shares.add(new Share(habit.shown, sum / n));
        }
        double named = shares.stream().mapToDouble(Share::part).sum();
        shares.add(new Share("others", 1 - named));
        return shares.stream().max(java.util.Comparator.comparing(Share::part)).orElseThrow();
    }
}
