package dev.heed.kernel.tile;

import dev.heed.tensor.Matrix;
import java.util.Arrays;

/**
 * The right factor of small matrix products, in the layout of the kernel that made it: filled, multiplied with, filled
 * anew. Several threads may multiply with it while none fills it.
 */
public interface RightFactor {
    /** Sets the first elements of the first rows. */
    default void setRows(Matrix rows) {
        setRows(rows, 0);
    }

    /** Sets the first elements of the rows from {@code first} on. */
    void setRows(Matrix rows, int first);

    /** Sets the first elements of the first columns: column j is row j of {@code columns}. */
    default void setColumns(Matrix columns) {
        setColumns(columns, 0);
    }

    /** The same of the columns from {@code first} on. */
    void setColumns(Matrix columns, int first);

    /** One element. */
    float at(int row, int column);

    /** Another with the same elements. */
    RightFactor copy();

    /** Columns of a product that are computed together with the first {@code columns}: at least so many. */
    int padded(int columns);

    /**
     * {@code c[i][j] += Σₚ a[i][p]·this[p][j]}, p ascending, one fused multiply-add a step.
     *
     * @param a (m, k)
     * @param c (m, n); shares no element with a
     */
    void multiplyAdd(Matrix a, Matrix c);

    /** {@link #multiplyAdd} to zeros: overwrites {@code c}. */
    default void multiply(Matrix a, Matrix c) {
        for (int i = 0; i < c.rows(); i++) {
            Arrays.fill(c.data(), c.index(i), c.index(i) + c.columns(), 0f);
        }
        multiplyAdd(a, c);
    }
}
