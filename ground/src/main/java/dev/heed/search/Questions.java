package dev.heed.search;

/**
 * What one pass over the rows answers.
 *
 * @param vectors of any length, those of a question together, see {@link Ranking#vectors}
 * @param norms of the vectors
 * @param count how many rows each question wants; at least 1
 * @param limit only so many first rows are looked at
 * @param excluded for each question, rows that are passed over, ascending
 */
public record Questions(Ranking ranking, float[][] vectors, double[] norms, int count, int limit, int[][] excluded) {
    public static Questions of(Ranking ranking, float[][] vectors, int count, int limit, int[][] excluded) {
        double[] norms = new double[vectors.length];
        for (int v = 0; v < norms.length; v++) {
            norms[v] = RowCosines.norm(vectors[v]);
        }
        return new Questions(ranking, vectors, norms, Math.min(count, limit), limit, excluded);
    }

    /** How many there are. */
    int size() {
        return excluded.length;
    }

    /** One that nothing was answered of yet. */
    TopRows unanswered(int question) {
        return new TopRows(count, excluded[question]);
    }
}
