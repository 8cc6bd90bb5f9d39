package dev.heed.meaning.concordance;

import dev.heed.meaning.feature.RowProducts;
import dev.heed.tensor.Matrix;
import dev.heed.tensor.Vectors;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * How alike occurrences are, along the links of a {@link MeaningGraph} and, a little, at sight: what a score of 1 at one brings
 * another, in units of what it leaves an occurrence on average, plus {@value #SIGHT} times the cosine of the two vectors
 * about the mean of all.
 *
 * <p>From a few judged occurrences the scores of all follow as the mean of a Gaussian process with this covariance (Rasmussen
 * and Williams 2006, section 2.2): judged ones that say the same count once, not twice. Immutable; the same bits on any number
 * of threads.
 */
final class MeaningKernel {
    private static final double SIGHT = 0.15;
    /** Variance of a judgement. */
    private static final double NOISE = 0.1;
    /** Occurrences, spread evenly, that the average is taken of. */
    private static final int SAMPLE = 8;

    private final MeaningGraph graph;
    private final Matrix centred; // (occurrences, dimension), length 1
    private final double unit;

    /** @param rows vectors of length 1; (occurrences, dimension) */
    MeaningKernel(Matrix rows) {
        this.graph = new MeaningGraph(rows);
        this.centred = centred(rows);
        int n = rows.rows();
        int sample = Math.min(n, SAMPLE);
        double[] kept = IntStream.range(0, sample)
                .map(i -> (int) ((long) i * n / sample))
                .parallel()
                .mapToDouble(i -> graph.spread(i)[i])
                .toArray();
        this.unit = Arrays.stream(kept).sum() / sample;
    }

    /**
     * The scores of all occurrences; (occurrences).
     *
     * @param judged at least one, none twice
     * @param labels of the judged: 1 if wanted, -1 if not
     */
    double[] scores(int[] judged, double[] labels) {
        double[][] columns =
                Arrays.stream(judged).parallel().mapToObj(this::column).toArray(double[][]::new);
        double[][] covariance = new double[judged.length][judged.length];
        for (int i = 0; i < judged.length; i++) {
            for (int j = 0; j < judged.length; j++) {
                covariance[i][j] = (columns[i][judged[j]] + columns[j][judged[i]]) / 2 + (i == j ? NOISE : 0);
            }
        }
        double[] weights = solved(covariance, labels.clone());
        double[] scores = new double[columns[0].length];
        for (int j = 0; j < judged.length; j++) {
            for (int i = 0; i < scores.length; i++) {
                scores[i] += weights[j] * columns[j][i];
            }
        }
        return scores;
    }

    private double[] column(int node) {
        double[] column = graph.spread(node);
        float[] cosines = RowProducts.with(centred, centred.row(node));
        for (int i = 0; i < column.length; i++) {
            column[i] = column[i] / unit + SIGHT * cosines[i];
        }
        return column;
    }

    private static Matrix centred(Matrix rows) {
        float[] mean = Vectors.mean(rows, IntStream.range(0, rows.rows()).toArray());
        float[][] centred = new float[rows.rows()][];
        for (int i = 0; i < centred.length; i++) {
            float[] row = rows.row(i).clone();
            for (int column = 0; column < row.length; column++) {
                row[column] -= mean[column];
            }
            Vectors.normalize(row);
            centred[i] = row;
        }
        return Matrix.copyOf(centred);
    }

    /** Gauss elimination without exchanges, which a positive definite matrix does not need; both arguments are used up. */
    private static double[] solved(double[][] matrix, double[] right) {
        int n = right.length;
        for (int pivot = 0; pivot < n; pivot++) {
            for (int row = pivot + 1; row < n; row++) {
                double factor = matrix[row][pivot] / matrix[pivot][pivot];
                for (int column = pivot; column < n; column++) {
                    matrix[row][column] -= factor * matrix[pivot][column];
                }
                right[row] -= factor * right[pivot];
            }
        }
        for (int row = n - 1; row >= 0; row--) {
            for (int column = row + 1; column < n; column++) {
                right[row] -= matrix[row][column] * right[column];
            }
            right[row] /= matrix[row][row];
        }
        return right;
    }
}
