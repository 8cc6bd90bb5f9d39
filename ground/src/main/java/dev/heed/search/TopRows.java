package dev.heed.search;

import java.util.Arrays;

/**
 * The best rows so far: highest score first, equal ones by row. A heap with the worst first while rows come, sorted when
 * they are asked for; memory grows with what it holds. Confined to one thread.
 */
public final class TopRows {
    private static final int FIRST = 16;

    private final int most;
    private final int[] excluded; // ascending
    private int[] rows;
    private double[] scores;
    private int size;
    private boolean ranked; // the best first; else a heap

    TopRows(int most, int[] excluded) {
        this.most = most;
        this.excluded = excluded;
        this.rows = new int[Math.min(most, FIRST)];
        this.scores = new double[rows.length];
    }

    void offer(int row, double score) {
        if (size == most && (size == 0 || !better(score, row, worst()))) {
            return;
        }
        if (Double.isNaN(score) || Arrays.binarySearch(excluded, row) >= 0) {
            return;
        }
        unrank();
        if (size == most) {
            sink(row, score, size);
        } else {
            rise(row, score);
        }
    }

    void offerAll(TopRows other) {
        for (int i = 0; i < other.size; i++) {
            offer(other.rows[i], other.scores[i]);
        }
    }

    /** What a score must reach to be of use. */
    double least() {
        return size < most || size == 0 ? Double.NEGATIVE_INFINITY : scores[worst()];
    }

    /** How many rows it holds. */
    public int size() {
        return size;
    }

    /** The row of a rank, from 0. */
    public int row(int rank) {
        rank();
        return rows[rank];
    }

    /** The score of a rank, from 0. */
    public double score(int rank) {
        rank();
        return scores[rank];
    }

    private int worst() {
        return ranked ? size - 1 : 0;
    }

    private boolean better(double score, int row, int than) {
        return score > scores[than] || score == scores[than] && row < rows[than];
    }

    private void rise(int row, double score) {
        if (size == rows.length) {
            int capacity = (int) Math.min(most, 2L * size);
            rows = Arrays.copyOf(rows, capacity);
            scores = Arrays.copyOf(scores, capacity);
        }
        int at = size++;
        for (int parent = (at - 1) / 2; at > 0 && !better(score, row, parent); parent = (at - 1) / 2) {
            set(at, rows[parent], scores[parent]);
            at = parent;
        }
        set(at, row, score);
    }

    /** Puts a row in the place of the worst of the first {@code length}. */
    private void sink(int row, double score, int length) {
        int at = 0;
        for (int child = 1; child < length; child = 2 * at + 1) {
            if (child + 1 < length && better(scores[child], rows[child], child + 1)) {
                child++;
            }
            if (!better(score, row, child)) {
                break;
            }
            set(at, rows[child], scores[child]);
            at = child;
        }
        set(at, row, score);
    }

    private void set(int at, int row, double score) {
        rows[at] = row;
        scores[at] = score;
    }

    /** The worst goes to the end, then the worst of the rest before it, and so on. */
    private void rank() {
        if (ranked) {
            return;
        }
        for (int end = size - 1; end > 0; end--) {
            int row = rows[end];
            double score = scores[end];
            set(end, rows[0], scores[0]);
            sink(row, score, end);
        }
        ranked = true;
    }

    /** Turned round, a ranking is a heap with the worst first. */
    private void unrank() {
        if (!ranked) {
            return;
        }
        for (int low = 0, high = size - 1; low < high; low++, high--) {
            int row = rows[low];
            double score = scores[low];
            set(low, rows[high], scores[high]);
            set(high, row, score);
        }
        ranked = false;
    }
}
