package dev.heed.view;

import dev.heed.LayerAttention;
import dev.heed.SimpleAttention;
import dev.heed.TextAttention;
import dev.heed.attention.AttentionMap;
import dev.heed.tensor.Matrix;
import java.util.ArrayList;
import java.util.List;

/**
 * Some words (or tokens) of a text, each with those that it attends to most: what a long text is read by. Nothing is computed but
 * these rows. Immutable, thread-safe.
 *
 * @param layer null in simple mode
 * @param head null in simple mode and for the mean
 * @param words how many words attend and are attended to; of a view of tokens, how many of these
 * @param rows in the order asked for
 */
public record RowsView(Integer layer, Integer head, int words, List<Row> rows) {
    /**
     * One word that attends.
     *
     * @param row its position among the words
     * @param columns positions of the words with the largest weights, largest first; of equal ones the earlier first
     * @param weights theirs
     * @param scores theirs, scaled, before softmax; null of words in model mode, whose weight is a sum over tokens, and for
     *     the mean of all heads
     * @param rest what all others have together
     */
    public record Row(int row, int[] columns, float[] weights, float[] scores, float rest) {}

    public RowsView {
        rows = List.copyOf(rows);
    }

    /** Rows of the explainer's arithmetic, each position among the words; the {@code top} largest weights of each. */
    public static RowsView simple(SimpleAttention attention, int[] rows, int top) {
        int words = attention.words().size();
        List<Row> found = new ArrayList<>(rows.length);
        for (int[] run : runs(rows, words)) {
            AttentionMap map = attention.map(run[0], run[1]);
            for (int i = 0; i < run[1] - run[0]; i++) {
                found.add(largest(run[0] + i, map.weights().row(i), map.scores().row(i), top));
            }
        }
        return new RowsView(null, null, words, found);
    }

    /**
     * Rows of the model's attention.
     *
     * @param layer null for the last
     * @param head null for the mean of all
     */
    public static RowsView model(TextAttention attention, Integer layer, Integer head, int[] rows, int top) {
        LayerAttention inside = layer == null ? attention.last() : attention.layer(layer);
        var words = attention.tokenized().words();
        List<Row> found = new ArrayList<>(rows.length);
        for (int[] run : runs(rows, words.size())) {
            int first = words.get(run[0]).tokens().getFirst();
            int end = words.get(run[1] - 1).tokens().getLast() + 1;
            Matrix tokens = head == null
                    ? inside.meanWeights(first, end)
                    : inside.head(head).map(first, end).weights();
            Matrix weights = inside.wordWeights(tokens, first, run[0], run[1]);
            for (int i = 0; i < weights.rows(); i++) {
                found.add(largest(run[0] + i, weights.row(i), null, top));
            }
        }
        return new RowsView(inside.layer(), head, words.size(), found);
    }

    /**
     * The same of tokens: rows and columns are positions among the tokens, and the scores of one head are given.
     *
     * @param layer null for the last
     * @param head null for the mean of all
     */
    public static RowsView tokens(TextAttention attention, Integer layer, Integer head, int[] rows, int top) {
        LayerAttention inside = layer == null ? attention.last() : attention.layer(layer);
        int tokens = attention.tokenized().tokenCount();
        List<Row> found = new ArrayList<>(rows.length);
        for (int[] run : runs(rows, tokens)) {
            AttentionMap map = head == null ? null : inside.head(head).map(run[0], run[1]);
            Matrix weights = map == null ? inside.meanWeights(run[0], run[1]) : map.weights();
            for (int i = 0; i < weights.rows(); i++) {
                float[] scores = map == null ? null : map.scores().row(i);
                found.add(largest(run[0] + i, weights.row(i), scores, top));
            }
        }
        return new RowsView(inside.layer(), head, tokens, found);
    }

    private static Row largest(int row, float[] weights, float[] scores, int top) {
        int[] columns = largest(weights, top);
        double rest = 0;
        boolean[] named = new boolean[weights.length];
        for (int column : columns) {
            named[column] = true;
        }
        for (int column = 0; column < weights.length; column++) {
            rest += named[column] ? 0 : weights[column];
        }
        return new Row(
                row, columns, picked(weights, columns), scores == null ? null : picked(scores, columns), (float) rest);
    }

    /** Where the largest are, largest first; of equal ones the earlier first. One pass: rows may be long and many. */
    private static int[] largest(float[] weights, int top) {
        int[] best = new int[Math.min(top, weights.length)];
        int found = 0;
        for (int column = 0; column < weights.length; column++) {
            if (found == best.length && weights[column] <= weights[best[found - 1]]) {
                continue;
            }
            int at = found < best.length ? found++ : found - 1;
            for (; at > 0 && weights[best[at - 1]] < weights[column]; at--) {
                best[at] = best[at - 1];
            }
            best[at] = column;
        }
        return best;
    }

    private static float[] picked(float[] values, int[] columns) {
        float[] picked = new float[columns.length];
        for (int i = 0; i < columns.length; i++) {
            picked[i] = values[columns[i]];
        }
        return picked;
    }

    /** Neighbouring positions together: {@code {first, end}} each. */
    private static List<int[]> runs(int[] rows, int words) {
        List<int[]> runs = new ArrayList<>();
        for (int row : rows) {
            if (row < 0 || row >= words) {
                throw new IllegalArgumentException("rows: expected 0 to " + (words - 1) + ", got " + row);
            }
            if (!runs.isEmpty() && runs.getLast()[1] == row) {
                runs.getLast()[1]++;
            } else {
                runs.add(new int[] {row, row + 1});
            }
        }
        return runs;
    }
}
