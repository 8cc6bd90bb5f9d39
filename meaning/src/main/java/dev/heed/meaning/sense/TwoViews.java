package dev.heed.meaning.sense;

import dev.heed.tensor.Matrix;
import java.util.Arrays;

/**
 * Occurrences seen in two views of equal weight, side by side in rows of length 1: the dot product of two rows is the mean of
 * the views' cosines.
 *
 * @param all (occurrences, dimension); each view of squared length 0.5
 * @param border columns of the first view
 */
record TwoViews(Matrix all, int border) {
    int rows() {
        return all.rows();
    }

    Matrix first() {
        return all.columns(0, border);
    }

    Matrix second() {
        return all.columns(border, all.columns());
    }

    /** Some of the rows, copied. */
    TwoViews rows(int[] rows) {
        return new TwoViews(Matrix.copyOf(Arrays.stream(rows).mapToObj(all::row).toArray(float[][]::new)), border);
    }
}
