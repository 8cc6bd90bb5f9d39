package dev.heed.view.picture;

import dev.heed.tensor.Matrix;
import dev.heed.view.draw.Drawing;
import dev.heed.view.font.Face;
import dev.heed.view.font.LaidText;
import java.util.List;

/** A short text above itself, joined by lines; the lower text heads the matrix of the same weights. */
final class RowsOfWords implements AttentionLines.Ends, WeightCells.Grid {
    private static final int MOST = 16;
    private static final double WIDEST = 1020;
    private static final double WIDEST_LABEL = 130;
    private static final double LEAST_SLOT = 46;
    private static final double GAP = 16;
    private static final double CELL = 28;
    private static final int MOST_NUMBERED = 7;

    private final WordLabels labels;
    private final Matrix weights;
    private final double[] slots; // left edges, and at last the right edge of all
    private final double side; // width of the labels beside the matrix
    private double above; // base line of the text above
    private double below;
    private double matrix; // top of the matrix

    RowsOfWords(WordLabels labels, Matrix weights) {
        this.labels = labels;
        this.weights = weights;
        this.side = Math.max(78, labels.widest(Look.BODY, WIDEST_LABEL)) + 14;
        this.slots = slots(labels, Look.MARGIN + side);
    }

    /** Whether the text is short enough. */
    static boolean fits(WordLabels labels) {
        return labels.size() <= MOST && slots(labels, 0)[labels.size()] <= WIDEST;
    }

    private static double[] slots(WordLabels labels, double x) {
        int n = labels.size();
        double[] slots = new double[n + 1];
        slots[0] = x;
        double least = n <= 6 ? 84 : LEAST_SLOT;
        for (int i = 0; i < n; i++) {
            int word = labels.rightToLeft() ? n - 1 - i : i;
            slots[i + 1] = slots[i]
                    + Math.max(least, labels.laid(word, Look.BODY, WIDEST_LABEL).width() + GAP);
        }
        return slots;
    }

    Drawing draw(String title, String subtitle, String described, List<String> notes) {
        int n = labels.size();
        Page page = new Page(slots[n] - Look.MARGIN, title, subtitle);
        above = page.y + 18;
        below = above + Math.clamp(90 + 10.0 * n, 130, 230);
        matrix = below + 14;
        page.canvas.right("attends", Face.REGULAR, Look.SMALL, Look.MARGIN + side - 14, above, Look.MUTED);
        page.canvas.right("is attended to", Face.REGULAR, Look.SMALL, Look.MARGIN + side - 14, below, Look.MUTED);
        double least = n <= MOST_NUMBERED ? 0.1 : 0.15;
        boolean cut = new AttentionLines(labels, weights)
                .draw(page.canvas, this, n, 0.02, true, labels.chosen() >= 0 ? 2 : least);
        for (int word = 0; word < n; word++) {
            LaidText label = labels.laid(word, Look.BODY, WIDEST_LABEL);
            page.canvas.middle(label, middle(word), above, labels.ink(word));
            page.canvas.middle(label, middle(word), below, labels.ink(word));
            page.canvas.right(label, Look.MARGIN + side - 14, y(word) + CELL / 2 + 4.5, labels.ink(word));
        }
        WeightCells.numbered(page.canvas, weights, this, 2);
        markChosen(page);
        page.y = matrix + n * CELL + 16;
        WeightLegend.shades(page.canvas, Look.MARGIN, page.y, 1);
        if (slots[n] - Look.MARGIN > 460) {
            WeightLegend.lines(page.canvas, Look.MARGIN, page.y);
        }
        page.y += WeightLegend.HEIGHT - 8;
        if (cut) {
            page.note("Lines under 0.02 are not drawn; the matrix has every weight.");
        }
        notes.forEach(page::note);
        return page.finish(described);
    }

    /** Its row in a frame, and over each word below the weight that it gets. */
    private void markChosen(Page page) {
        if (labels.chosen() >= 0) {
            for (int word = 0; word < labels.size(); word++) {
                page.canvas.middle(
                        Look.two(weights.at(labels.chosen(), word)),
                        Face.REGULAR,
                        Look.SMALL,
                        middle(word),
                        below - 18,
                        Look.ACCENT);
            }
            double left = slots[0];
            page.canvas.frame(
                    left - 0.5, y(labels.chosen()) - 0.5, slots[labels.size()] - left + 1, CELL + 1, Look.ACCENT, 1.6);
        }
    }

    private int slot(int word) {
        return labels.rightToLeft() ? labels.size() - 1 - word : word;
    }

    private double middle(int word) {
        return (slots[slot(word)] + slots[slot(word) + 1]) / 2;
    }

    @Override
    public double x(int word, boolean attending) {
        return middle(word);
    }

    @Override
    public double y(int word, boolean attending) {
        return attending ? above + 7 : below - (labels.chosen() >= 0 ? 31 : 15);
    }

    @Override
    public boolean vertical() {
        return true;
    }

    @Override
    public double x(int column) {
        return slots[slot(column)];
    }

    @Override
    public double width(int column) {
        return slots[slot(column) + 1] - slots[slot(column)];
    }

    @Override
    public double y(int row) {
        return matrix + row * CELL;
    }

    @Override
    public double height(int row) {
        return CELL;
    }
}
