package dev.heed.model;

import dev.heed.format.StoredTensor;
import dev.heed.tensor.Matrix;

/** A table whose rows are copied as they are needed: word embeddings, left where they lie. Thread-safe. */
public interface RowTable {
    /** Number of rows. */
    int rows();

    /** Length of a row. */
    int columns();

    /** Copies one row to {@code target[offset …]}. */
    void copyRow(int row, float[] target, int offset);

    /** All rows, copied; (rows, columns). */
    default Matrix toMatrix() {
        Matrix all = Matrix.zeros(rows(), columns());
        for (int row = 0; row < rows(); row++) {
            copyRow(row, all.data(), all.index(row));
        }
        return all;
    }

    /** A tensor in its file; (rows, columns). */
    static RowTable of(StoredTensor tensor, int rows, int columns) {
        return new RowTable() {
            @Override
            public int rows() {
                return rows;
            }

            @Override
            public int columns() {
                return columns;
            }

            @Override
            public void copyRow(int row, float[] target, int offset) {
                tensor.copyTo((long) row * columns, target, offset, columns);
            }

            @Override
            public Matrix toMatrix() {
                return Matrix.of(tensor.toFloats(), rows, columns);
            }
        };
    }
}
