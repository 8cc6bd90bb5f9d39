package dev.heed.view.picture;

import dev.heed.tensor.Matrix;
import dev.heed.view.draw.Drawing;
import dev.heed.view.draw.Ink;
import dev.heed.view.font.Face;
import dev.heed.view.font.LaidText;
import java.util.List;

/**
 * A long text: its words shaded by what the chosen word gives them, or by what they receive on average, over the matrix of
 * all weights.
 */
final class ShadedText implements WeightCells.Grid {
    private static final double WIDTH = 860;
    private static final double LINE = 21;
    private static final double WORD_GAP = 3;
    private static final int MOST_CELLS = 430;
    private static final double LABEL_PITCH = 13;
    private static final double DARKEST = 0.62; // of the scale: letters on it stay dark

    private final WordLabels labels;
    private final Matrix weights;
    private final Matrix shown; // the weights, or the largest of each field of them
    private final int pooled; // words a cell
    private final double side;
    private final double size; // of the matrix
    private double top;

    ShadedText(WordLabels labels, Matrix weights) {
        this.labels = labels;
        this.weights = weights;
        this.pooled = (labels.size() + MOST_CELLS - 1) / MOST_CELLS;
        this.shown = pooled == 1 ? weights : largest(weights, pooled);
        this.side = labels.widest(Look.TINY, 90) + 8;
        this.size = Math.floor(WIDTH - side);
    }

    Drawing draw(String title, String subtitle, String described, List<String> notes) {
        Page page = new Page(WIDTH, title, subtitle);
        float[] received = received();
        double most = 0;
        for (float weight : received) {
            most = Math.max(most, weight);
        }
        String of = labels.chosen() >= 0
                ? "Shaded by how much " + labels.names().get(labels.chosen()) + " attends to each word"
                : "Shaded by the weight that each word receives, mean over all words";
        page.canvas.left(
                of + "; darkest: " + Look.fixed(most, 3), Face.REGULAR, Look.SMALL, Look.MARGIN, page.y, Look.MUTED);
        page.y += 8;
        writeText(page, received, most);
        page.y += 26;
        page.canvas.left(
                "All weights: rows attend, columns are attended to",
                Face.REGULAR,
                Look.SMALL,
                Look.MARGIN,
                page.y,
                Look.MUTED);
        double heads = labels.widest(Look.TINY, 90);
        top = Math.ceil(page.y + heads + 12);
        writeLabels(page);
        double scale = WeightCells.top(weights, labels);
        WeightCells.plain(page.canvas, shown, this, scale);
        page.canvas.frame(left(), top, size, size, Look.HAIR, 1);
        page.y = top + size + 16;
        WeightLegend.shades(page.canvas, Look.MARGIN, page.y, scale);
        page.y += WeightLegend.HEIGHT - 8;
        if (pooled > 1) {
            page.note("A cell of the matrix is the largest weight of " + pooled + " × " + pooled + " words.");
        }
        notes.forEach(page::note);
        return page.finish(described);
    }

    private float[] received() {
        float[] received = new float[labels.size()];
        for (int column = 0; column < received.length; column++) {
            double sum = 0;
            for (int row = 0; row < received.length; row++) {
                sum += weights.at(row, column);
            }
            received[column] =
                    labels.chosen() >= 0 ? weights.at(labels.chosen(), column) : (float) (sum / received.length);
        }
        return received;
    }

    private void writeText(Page page, float[] received, double most) {
        double x = 0;
        for (int word = 0; word < labels.size(); word++) {
            LaidText label = labels.laid(word, Look.BODY - 1, WIDTH / 3);
            double width = label.width() + 6;
            if (x + width > WIDTH) {
                x = 0;
                page.y += LINE;
            }
            Ink shade = Look.shadeAt(DARKEST * Look.position(received[word] / most));
            double left = labels.rightToLeft() ? Look.MARGIN + WIDTH - x - width : Look.MARGIN + x;
            page.canvas.box(left, page.y, width, LINE - 3, shade);
            page.canvas.left(label, left + 3, page.y + 13, word == labels.chosen() ? Look.ACCENT : Look.INK);
            if (word == labels.chosen()) {
                page.canvas.frame(left, page.y, width, LINE - 3, Look.ACCENT, 1.6);
            }
            x += width + WORD_GAP;
        }
        page.y += LINE;
    }

    private void writeLabels(Page page) {
        int every = (int) Math.ceil(LABEL_PITCH * shown.columns() / size);
        for (int c = 0; c < shown.columns(); c += every) {
            int word = c * pooled;
            LaidText label = labels.laid(word, Look.TINY, 90);
            double middle = y(c) + height(c) / 2;
            page.canvas.right(label, left() - 6, middle + 3.2, labels.ink(word));
            page.canvas.upwards(label, x(c) + width(c) / 2 + 3.2, top - 6, labels.ink(word));
        }
    }

    private double left() {
        return Math.ceil(Look.MARGIN + side);
    }

    /** The largest weight of each field of so many words. */
    static Matrix largest(Matrix weights, int pooled) {
        int n = (weights.rows() + pooled - 1) / pooled;
        Matrix largest = Matrix.zeros(n, n);
        for (int row = 0; row < weights.rows(); row++) {
            for (int column = 0; column < weights.columns(); column++) {
                int at = largest.index(row / pooled) + column / pooled;
                largest.data()[at] = Math.max(largest.data()[at], weights.at(row, column));
            }
        }
        return largest;
    }

    /** Where a cell begins, on a whole pixel: no seams between cells. */
    private double edge(int cell) {
        return Math.rint(cell * size / shown.columns());
    }

    @Override
    public double x(int column) {
        return left() + edge(column);
    }

    @Override
    public double width(int column) {
        return edge(column + 1) - edge(column);
    }

    @Override
    public double y(int row) {
        return top + edge(row);
    }

    @Override
    public double height(int row) {
        return edge(row + 1) - edge(row);
    }
}
