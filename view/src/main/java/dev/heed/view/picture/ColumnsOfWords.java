package dev.heed.view.picture;

import dev.heed.tensor.Matrix;
import dev.heed.view.draw.Drawing;
import dev.heed.view.font.Face;
import dev.heed.view.font.LaidText;
import java.util.List;

/** A text of some dozens of words in two columns joined by lines, and beside it the matrix, its rows level with the words. */
final class ColumnsOfWords implements AttentionLines.Ends, WeightCells.Grid {
    private static final double PITCH = 17;
    private static final double BETWEEN = 230;
    private static final double WIDEST_LABEL = 130;
    private static final int LINES_A_WORD = 4;
    private static final double WIDEST_MATRIX = 900;

    private final WordLabels labels;
    private final Matrix weights;
    private final double side;
    private final double cell;
    private double top;

    ColumnsOfWords(WordLabels labels, Matrix weights) {
        this.labels = labels;
        this.weights = weights;
        this.side = Math.max(44, labels.widest(Look.BODY, WIDEST_LABEL));
        this.cell = Math.min(PITCH, Math.floor(WIDEST_MATRIX / labels.size()));
    }

    Drawing draw(String title, String subtitle, String described, List<String> notes) {
        int n = labels.size();
        Page page = new Page(matrixLeft() + n * cell - Look.MARGIN, title, subtitle);
        double size = Math.min(Look.SMALL, cell - 2);
        double heads = labels.widest(size, 110);
        top = page.y + heads + 10;
        page.canvas.right("attends", Face.REGULAR, Look.SMALL, Look.MARGIN + side, top - 8, Look.MUTED);
        page.canvas.left("is attended to", Face.REGULAR, Look.SMALL, right(), top - 8, Look.MUTED);
        boolean cut = new AttentionLines(labels, weights).draw(page.canvas, this, LINES_A_WORD, 0.02, false, 2);
        for (int word = 0; word < n; word++) {
            LaidText label = labels.laid(word, Look.BODY - 1, WIDEST_LABEL);
            double base = y(word) + PITCH / 2 + 4;
            page.canvas.right(label, Look.MARGIN + side, base, labels.ink(word));
            page.canvas.left(label, right(), base, labels.ink(word));
            page.canvas.upwards(
                    labels.laid(word, size, 110), x(word) + cell / 2 + size * 0.36, top - 6, labels.ink(word));
        }
        double most = WeightCells.top(weights, labels);
        WeightCells.plain(page.canvas, weights, this, most);
        page.canvas.frame(matrixLeft(), top, n * cell, n * PITCH, Look.HAIR, 1);
        if (labels.chosen() >= 0) {
            page.canvas.frame(matrixLeft() - 1, y(labels.chosen()), n * cell + 2, PITCH, Look.ACCENT, 1.6);
        }
        page.y = top + n * PITCH + 16;
        WeightLegend.shades(page.canvas, Look.MARGIN, page.y, most);
        WeightLegend.lines(page.canvas, Look.MARGIN, page.y);
        page.y += WeightLegend.HEIGHT - 8;
        if (cut) {
            page.note(
                    "Lines: the " + LINES_A_WORD
                            + " largest weights of each word, none under 0.02, none to a special token; the matrix has every weight.");
        }
        notes.forEach(page::note);
        return page.finish(described);
    }

    private double right() {
        return Look.MARGIN + side + 14 + BETWEEN;
    }

    private double matrixLeft() {
        return right() + side + 16;
    }

    @Override
    public double x(int word, boolean attending) {
        return attending ? Look.MARGIN + side + 6 : right() - 6;
    }

    @Override
    public double y(int word, boolean attending) {
        return y(word) + PITCH / 2;
    }

    @Override
    public boolean vertical() {
        return false;
    }

    @Override
    public double x(int column) {
        return matrixLeft() + column * cell;
    }

    @Override
    public double width(int column) {
        return cell;
    }

    @Override
    public double y(int row) {
        return top + row * PITCH;
    }

    @Override
    public double height(int row) {
        return PITCH;
    }
}
