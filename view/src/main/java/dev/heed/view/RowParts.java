package dev.heed.view;

import dev.heed.tensor.Matrix;

/** Lengths as parts of their row, so that they can stand beside weights. */
public final class RowParts {
    private RowParts() {}

    /** Each number of a row, none below zero, over the row's sum; a row of zeros stays. */
    public static Matrix of(Matrix lengths) {
        Matrix parts = Matrix.zeros(lengths.rows(), lengths.columns());
        for (int row = 0; row < lengths.rows(); row++) {
            double sum = 0;
            for (int column = 0; column < lengths.columns(); column++) {
                sum += lengths.at(row, column);
            }
            for (int column = 0; column < lengths.columns(); column++) {
                parts.data()[parts.index(row) + column] = sum == 0 ? 0 : (float) (lengths.at(row, column) / sum);
            }
        }
        return parts;
    }
}
