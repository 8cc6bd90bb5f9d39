package dev.heed.search;

import java.util.Arrays;

/**
 * Rows that may be among a question's best: those whose score may be as high as the best lower bounds that are known.
 * Confined to one thread.
 */
final class Candidates {
    private final int[] excluded; // ascending
    private final BestBounds bounds;
    private double least; // what is known from elsewhere
    private int[] rows = new int[64];
    private double[] uppers = new double[64];
    private int size;

    /** @param least a bound that so many scores are known to reach */
    Candidates(int count, int[] excluded, double least) {
        this.excluded = excluded;
        this.bounds = new BestBounds(count);
        this.least = least;
    }

    /** What a score must reach to be of use; it only grows. */
    double least() {
        return least;
    }

    /** Takes a row whose score is known to lie within bounds, unless it cannot be among the best. */
    void offer(int row, double lower, double upper) {
        if (upper >= least && Arrays.binarySearch(excluded, row) < 0) {
            addBound(lower);
            add(row, upper);
        }
    }

    /** Takes note that some other row's score reaches {@code lower}. */
    void addBound(double lower) {
        bounds.add(lower);
        least = Math.max(least, bounds.least());
    }

    /** Takes over another stretch's rows and bounds. */
    void addAll(Candidates other) {
        bounds.addAll(other.bounds);
        least = Math.max(Math.max(least, other.least), bounds.least());
        for (int i = 0; i < other.size; i++) {
            if (other.uppers[i] >= least) {
                add(other.rows[i], other.uppers[i]);
            }
        }
    }

    private void add(int row, double upper) {
        if (size == rows.length) {
            rows = Arrays.copyOf(rows, 2 * size);
            uppers = Arrays.copyOf(uppers, 2 * size);
        }
        rows[size] = row;
        uppers[size++] = upper;
    }

    /** What {@link #rank} calls. */
    interface RowVisitor {
        void offer(int row);
    }

    /**
     * Visits all rows that may be among the best, the most promising first: their scores rule out most of the others.
     *
     * @param best grows with each visit
     */
    void rank(int count, TopRows best, RowVisitor visitor) {
        BestBounds promises = new BestBounds(count);
        for (int i = 0; i < size; i++) {
            promises.add(uppers[i]);
        }
        double promising = Math.max(least, promises.least());
        for (int i = 0; i < size; i++) {
            if (uppers[i] >= promising) {
                visitor.offer(rows[i]);
            }
        }
        for (int i = 0; i < size; i++) {
            if (uppers[i] < promising && uppers[i] >= least && uppers[i] >= best.least()) {
                visitor.offer(rows[i]);
            }
        }
    }
}
