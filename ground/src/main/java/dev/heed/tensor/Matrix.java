package dev.heed.tensor;

import java.util.Arrays;
import java.util.Objects;

/**
 * A row-major matrix of floats: a view, with a row stride, over an array that may be shared.
 *
 * <p>Element (row, column) is {@code data[offset + row * stride + column]}. The record itself is immutable, the data is
 * not: whoever writes to it while another thread reads must order the two.
 *
 * @param data the storage, not copied
 * @param offset index of element (0, 0)
 * @param rows number of rows, 0 or more
 * @param columns number of columns, 0 or more
 * @param stride distance between the starts of two rows, at least {@code columns}
 */
public record Matrix(float[] data, int offset, int rows, int columns, int stride) {
    /** @throws IllegalArgumentException if the view reaches outside {@code data} */
    public Matrix {
        Objects.requireNonNull(data, "data");
        if (rows < 0 || columns < 0 || offset < 0 || stride < columns) {
            throw new IllegalArgumentException(
                    "matrix: expected sizes of 0 or more and a stride of at least the columns," + " got " + rows + " x "
                            + columns + ", offset " + offset + ", stride " + stride);
        }
        long end = rows == 0 ? offset : offset + (rows - 1L) * stride + columns;
        if (end > data.length) {
            throw new IllegalArgumentException("matrix: expected an array of at least " + end + " floats for " + rows
                    + " x " + columns + ", got " + data.length);
        }
    }

    /** A dense view of all of {@code data}; (rows, columns). */
    public static Matrix of(float[] data, int rows, int columns) {
        return new Matrix(data, 0, rows, columns, columns);
    }

    /** A new matrix of zeros; (rows, columns). */
    public static Matrix zeros(int rows, int columns) {
        return of(new float[Math.multiplyExact(rows, columns)], rows, columns);
    }

    /** A copy of equally long rows; (rows.length, rows[0].length). */
    public static Matrix copyOf(float[][] rows) {
        int columns = rows.length == 0 ? 0 : rows[0].length;
        Matrix copy = zeros(rows.length, columns);
        for (int row = 0; row < rows.length; row++) {
            if (rows[row].length != columns) {
                throw new IllegalArgumentException(
                        "matrix: expected rows of " + columns + " floats, got " + rows[row].length + " in row " + row);
            }
            System.arraycopy(rows[row], 0, copy.data, row * columns, columns);
        }
        return copy;
    }

    /** Index in {@code data} of the first element of a row. */
    public int index(int row) {
        return offset + row * stride;
    }

    /** One element. */
    public float at(int row, int column) {
        Objects.checkIndex(row, rows);
        Objects.checkIndex(column, columns);
        return data[index(row) + column];
    }

    /** A copy of one row; (columns). */
    public float[] row(int row) {
        Objects.checkIndex(row, rows);
        int start = index(row);
        return Arrays.copyOfRange(data, start, start + columns);
    }

    /** The rows {@code from} (inclusive) to {@code to} (exclusive), as a view. */
    public Matrix rows(int from, int to) {
        Objects.checkFromToIndex(from, to, rows);
        return new Matrix(data, from == rows ? offset : index(from), to - from, columns, stride);
    }

    /** The columns {@code from} (inclusive) to {@code to} (exclusive), as a view: one head of many, say. */
    public Matrix columns(int from, int to) {
        Objects.checkFromToIndex(from, to, columns);
        return new Matrix(data, rows == 0 ? offset : offset + from, rows, to - from, stride);
    }

    /** A copy as an array of rows; (rows, columns). */
    public float[][] toArrays() {
        float[][] arrays = new float[rows][];
        for (int row = 0; row < rows; row++) {
            arrays[row] = row(row);
        }
        return arrays;
    }
}
