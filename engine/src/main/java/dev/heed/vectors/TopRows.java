package dev.heed.vectors;

import java.util.Arrays;

/** The best rows so far: highest score first, equal ones by row. Confined to one thread. */
final class TopRows {
    private final int[] rows;
    private final double[] scores;
    private final int[] excluded; // ascending
    private int size;

    TopRows(int most, int[] excluded) {
        this.rows = new int[most];
        this.scores = new double[most];
        this.excluded = excluded;
    }

    void offer(int row, double score) {
        if (size == rows.length && (size == 0 || !better(score, row, size - 1))) {
            return;
        }
        if (Double.isNaN(score) || Arrays.binarySearch(excluded, row) >= 0) {
            return;
        }
        int at = size < rows.length ? size++ : size - 1;
        for (; at > 0 && better(score, row, at - 1); at--) {
            rows[at] = rows[at - 1];
            scores[at] = scores[at - 1];
        }
        rows[at] = row;
        scores[at] = score;
    }

    private boolean better(double score, int row, int than) {
        return score > scores[than] || score == scores[than] && row < rows[than];
    }

    void offerAll(TopRows other) {
        for (int i = 0; i < other.size; i++) {
            offer(other.rows[i], other.scores[i]);
        }
    }

    /** What a score must reach to be of use. */
    double least() {
        return size < rows.length ? Double.NEGATIVE_INFINITY : scores[size - 1];
    }

    int size() {
        return size;
    }

    int row(int rank) {
        return rows[rank];
    }

    double score(int rank) {
        return scores[rank];
    }
}
