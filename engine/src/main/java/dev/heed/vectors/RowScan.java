package dev.heed.vectors;

import dev.heed.parallel.Workers;
import java.util.Arrays;

/**
 * One pass over rows for any number of questions: cosines in doubles, four partial sums a product in a fixed order, so
 * that the result depends neither on threads nor on what is asked beside it. Thread-safe.
 */
final class RowScan {
    private static final int ROWS_A_TASK = 1024;

    private final VectorRows rows;
    private final Workers workers;

    RowScan(VectorRows rows, Workers workers) {
        this.rows = rows;
        this.workers = workers;
    }

    /** Makes the scores that rows are ranked by out of a row's cosines with all questions. */
    interface Score {
        /** @param cosines one a question; overwritten with scores, as many as there are rankings */
        void of(double[] cosines);
    }

    /**
     * The best rows of each ranking.
     *
     * @param queries vectors of any length
     * @param rankings how many scores {@code score} makes
     * @param count rows of a ranking
     * @param limit only the first rows are looked at
     * @param excluded for each ranking, rows that are passed over, ascending
     */
    TopRows[] best(float[][] queries, int rankings, Score score, int count, int limit, int[][] excluded) {
        double[] norms = new double[queries.length];
        for (int q = 0; q < queries.length; q++) {
            norms[q] = Math.sqrt(dot(queries[q], queries[q]));
        }
        int tasks = (limit + ROWS_A_TASK - 1) / ROWS_A_TASK;
        TopRows[][] found = new TopRows[tasks][];
        workers.run(tasks, task -> {
            TopRows[] best = empty(rankings, count, excluded);
            int to = Math.min(limit, (task + 1) * ROWS_A_TASK);
            float[] row = new float[rows.dimension()];
            double[] cosines = new double[Math.max(queries.length, rankings)];
            for (int i = task * ROWS_A_TASK; i < to; i++) {
                rows.copy(i, row, 0);
                cosines(row, queries, norms, cosines);
                score.of(cosines);
                for (int r = 0; r < rankings; r++) {
                    best[r].offer(i, cosines[r]);
                }
            }
            found[task] = best;
        });
        TopRows[] all = empty(rankings, count, excluded);
        for (TopRows[] part : found) {
            for (int r = 0; r < rankings; r++) {
                all[r].offerAll(part[r]);
            }
        }
        return all;
    }

    private static TopRows[] empty(int rankings, int count, int[][] excluded) {
        TopRows[] tops = new TopRows[rankings];
        Arrays.setAll(tops, r -> new TopRows(count, excluded[r]));
        return tops;
    }

    private static void cosines(float[] row, float[][] queries, double[] norms, double[] cosines) {
        double norm = Math.sqrt(dot(row, row));
        for (int q = 0; q < queries.length; q++) {
            double lengths = norm * norms[q];
            cosines[q] = lengths == 0 ? 0 : Math.clamp(dot(row, queries[q]) / lengths, -1, 1);
        }
    }

    /** In doubles: no product of two floats overflows. */
    static double dot(float[] a, float[] b) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        int whole = a.length & ~3;
        for (int i = 0; i < whole; i += 4) {
            s0 += (double) a[i] * b[i];
            s1 += (double) a[i + 1] * b[i + 1];
            s2 += (double) a[i + 2] * b[i + 2];
            s3 += (double) a[i + 3] * b[i + 3];
        }
        for (int i = whole; i < a.length; i++) {
            s0 += (double) a[i] * b[i];
        }
        return s0 + s1 + (s2 + s3);
    }
}
