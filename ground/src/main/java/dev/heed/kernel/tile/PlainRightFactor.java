package dev.heed.kernel.tile;

import dev.heed.tensor.Matrix;
import java.util.Arrays;

/** Rows in arrays of their own; sums are made in another and copied. */
public record PlainRightFactor(float[][] rows) implements RightFactor {
    /** All zeros. */
    public static RightFactor of(int k, int n) {
        return new PlainRightFactor(new float[k][n]);
    }

    @Override
    public void setRows(Matrix from, int first) {
        for (int p = 0; p < from.rows(); p++) {
            System.arraycopy(from.data(), from.index(p), rows[first + p], 0, from.columns());
        }
    }

    @Override
    public void setColumns(Matrix from, int first) {
        for (int j = 0; j < from.rows(); j++) {
            for (int p = 0; p < from.columns(); p++) {
                rows[p][first + j] = from.data()[from.index(j) + p];
            }
        }
    }

    @Override
    public float at(int row, int column) {
        return rows[row][column];
    }

    @Override
    public RightFactor copy() {
        return new PlainRightFactor(Arrays.stream(rows).map(float[]::clone).toArray(float[][]::new));
    }

    @Override
    public int padded(int columns) {
        return columns;
    }

    @Override
    public void multiplyAdd(Matrix a, Matrix c) {
        float[] sums = new float[c.columns()];
        for (int i = 0; i < a.rows(); i++) {
            System.arraycopy(c.data(), c.index(i), sums, 0, c.columns());
            PlainProducts.addProducts(a.data(), a.index(i), 0, a.columns(), rows, 0, c.columns(), sums);
            System.arraycopy(sums, 0, c.data(), c.index(i), c.columns());
        }
    }
}
