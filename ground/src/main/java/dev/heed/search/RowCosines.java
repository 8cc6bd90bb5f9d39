package dev.heed.search;

/**
 * The definition of every answer: cosines in doubles, four partial sums a product in a fixed order, so that they depend
 * on nothing but the two vectors. Confined to one thread.
 */
public final class RowCosines {
    private final VectorRows rows;
    private final float[] row;
    private final double[] cosines;

    RowCosines(VectorRows rows) {
        this.rows = rows;
        this.row = new float[rows.dimension()];
        this.cosines = new double[3];
    }

    /** Offers some rows to all questions. */
    void offer(int from, int to, Questions asked, TopRows[] best) {
        for (int i = from; i < to; i++) {
            double norm = read(i);
            for (int q = 0; q < best.length; q++) {
                best[q].offer(i, score(norm, asked, q));
            }
        }
    }

    /**
     * Offers one row to one question.
     *
     * @param norm of the row
     */
    void offer(int index, double norm, Questions asked, int question, TopRows best) {
        rows.copy(index, row, 0);
        best.offer(index, score(norm, asked, question));
    }

    private double read(int index) {
        rows.copy(index, row, 0);
        return norm(row);
    }

    static double norm(float[] vector) {
        return Math.sqrt(dot(vector, vector));
    }

    private double score(double norm, Questions asked, int question) {
        int vectors = asked.ranking().vectors;
        for (int v = 0; v < vectors; v++) {
            int at = question * vectors + v;
            double lengths = norm * asked.norms()[at];
            cosines[v] = lengths == 0 ? 0 : Math.clamp(dot(row, asked.vectors()[at]) / lengths, -1, 1);
        }
        return asked.ranking().score(cosines);
    }

    /** In doubles: no product of two floats overflows. */
    public static double dot(float[] a, float[] b) {
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
