package dev.heed.meaning.feature;

import dev.heed.tensor.Matrix;
import java.util.stream.IntStream;

/**
 * Dot products of rows with rows, in 16 running sums that are folded in halves: the same bits on any number of threads.
 */
public final class RowProducts {
    private static final int LANES = 16;

    private RowProducts() {}

    /** Every row with every row; row-major and symmetric, (rows, rows). */
    public static float[] all(Matrix rows) {
        int n = rows.rows();
        float[] products = new float[Math.multiplyExact(n, n)];
        IntStream.range(0, n).parallel().forEach(i -> {
            for (int j = 0; j <= i; j++) {
                products[i * n + j] = dot(rows, i, rows, j);
            }
        });
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                products[j * n + i] = products[i * n + j];
            }
        }
        return products;
    }

    /** One vector with every row; (rows). */
    public static float[] with(Matrix rows, float[] vector) {
        Matrix one = Matrix.of(vector, 1, vector.length);
        float[] products = new float[rows.rows()];
        IntStream.range(0, rows.rows()).parallel().forEach(i -> products[i] = dot(rows, i, one, 0));
        return products;
    }

    /** Every row with every row of another matrix; row-major, (rows, others). */
    public static Matrix between(Matrix rows, Matrix others) {
        Matrix products = Matrix.zeros(rows.rows(), others.rows());
        IntStream.range(0, rows.rows()).parallel().forEach(i -> {
            int from = products.index(i);
            for (int j = 0; j < others.rows(); j++) {
                products.data()[from + j] = dot(rows, i, others, j);
            }
        });
        return products;
    }

    /** Every row with itself; (rows). */
    public static double[] squares(Matrix rows) {
        return IntStream.range(0, rows.rows())
                .mapToDouble(i -> dot(rows, i, rows, i))
                .toArray();
    }

    /** Σ aᵢ·bᵢ of two rows of equally many columns. */
    private static float dot(Matrix a, int rowOfA, Matrix b, int rowOfB) {
        float[] x = a.data();
        float[] y = b.data();
        int from = a.index(rowOfA);
        int other = b.index(rowOfB);
        int columns = a.columns();
        float[] sums = new float[LANES];
        int i = 0;
        for (; i + LANES <= columns; i += LANES) {
            for (int lane = 0; lane < LANES; lane++) {
                sums[lane] = Math.fma(x[from + i + lane], y[other + i + lane], sums[lane]);
            }
        }
        for (int lane = 0; i < columns; i++, lane++) {
            sums[lane] = Math.fma(x[from + i], y[other + i], sums[lane]);
        }
        for (int half = LANES / 2; half > 0; half /= 2) {
            for (int lane = 0; lane < half; lane++) {
                sums[lane] += sums[lane + half];
            }
        }
        return sums[0];
    }
}
