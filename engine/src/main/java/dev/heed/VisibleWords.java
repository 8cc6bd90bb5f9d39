package dev.heed;

import dev.heed.attention.AttentionTrace;
import dev.heed.tensor.Matrix;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The words of a text that can be attended to, and what is computed for them set among all words, with zeros for the
 * others.
 *
 * @param positions of the visible words, ascending
 * @param total number of all words
 */
record VisibleWords(int[] positions, int total) {
    static VisibleWords of(List<Word> words) {
        int[] positions = IntStream.range(0, words.size())
                .filter(i -> !words.get(i).tokens().isEmpty())
                .toArray();
        return new VisibleWords(positions, words.size());
    }

    int count() {
        return positions.length;
    }

    /** Whether there are no others. */
    boolean all() {
        return count() == total;
    }

    /** (total, n) to (count, n). */
    Matrix shrunkRows(Matrix rows) {
        if (all()) {
            return rows;
        }
        Matrix visible = Matrix.zeros(count(), rows.columns());
        for (int i = 0; i < count(); i++) {
            System.arraycopy(rows.data(), rows.index(positions[i]), visible.data(), visible.index(i), rows.columns());
        }
        return visible;
    }

    /** (n, count) to (n, total). */
    Matrix grownColumns(Matrix columns) {
        Matrix grown = Matrix.zeros(columns.rows(), total);
        for (int row = 0; row < columns.rows(); row++) {
            for (int i = 0; i < count(); i++) {
                grown.data()[grown.index(row) + positions[i]] = columns.at(row, i);
            }
        }
        return grown;
    }

    private Matrix grownRows(Matrix rows) {
        Matrix grown = Matrix.zeros(total, rows.columns());
        for (int i = 0; i < count(); i++) {
            System.arraycopy(rows.data(), rows.index(i), grown.data(), grown.index(positions[i]), rows.columns());
        }
        return grown;
    }

    private float[] grown(float[] numbers) {
        float[] grown = new float[total];
        for (int i = 0; i < count(); i++) {
            grown[positions[i]] = numbers[i];
        }
        return grown;
    }

    AttentionTrace grown(AttentionTrace trace) {
        return new AttentionTrace(
                trace.query(),
                grownRows(trace.keys()),
                grown(trace.products()),
                trace.bias(),
                grown(trace.scaledScores()),
                trace.max(),
                grown(trace.exponentials()),
                trace.sum(),
                grown(trace.weights()),
                grownRows(trace.values()),
                grownRows(trace.weightedValues()),
                trace.result());
    }
}
