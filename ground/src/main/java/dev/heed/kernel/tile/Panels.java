package dev.heed.kernel.tile;

import dev.heed.tensor.Matrix;

/**
 * A right factor cut into panels of so many columns, each contiguous: (panels, inner, width). What was never set is zero.
 */
public record Panels(int inner, int width, float[] data) {
    /** All zeros, for a factor of {@code inner} rows and {@code columns} columns. */
    public static Panels of(int inner, int columns, int width) {
        return new Panels(inner, width, new float[Math.multiplyExact((columns + width - 1) / width * width, inner)]);
    }

    /** Columns of as many panels as hold so many. */
    int padded(int columns) {
        return (columns + width - 1) / width * width;
    }

    /** Where the panel that begins with a column begins. */
    public int panel(int column) {
        return column * inner;
    }

    /** See {@link RightFactor#setRows}. */
    void setRows(Matrix rows, int first) {
        for (int p = 0; p < rows.rows(); p++) {
            setRow(first + p, rows.data(), rows.index(p), rows.columns());
        }
    }

    /** Sets the first {@code columns} elements of a row. */
    public void setRow(int row, float[] from, int offset, int columns) {
        for (int j = 0; j < columns; j += width) {
            System.arraycopy(from, offset + j, data, panel(j) + row * width, Math.min(width, columns - j));
        }
    }

    /** See {@link RightFactor#setColumns}; the given ones from {@code from} on, the first of which is column {@code at}. */
    void setColumns(Matrix columns, int from, int at) {
        for (int j = from; j < columns.rows(); j++) {
            setColumn(at + j - from, columns.data(), columns.index(j), columns.columns());
        }
    }

    private void setColumn(int column, float[] from, int offset, int rows) {
        int at = place(column);
        for (int p = 0; p < rows; p++) {
            data[at + p * width] = from[offset + p];
        }
    }

    float at(int row, int column) {
        return data[place(column) + row * width];
    }

    private int place(int column) {
        return panel(column / width * width) + column % width;
    }

    Panels copy() {
        return new Panels(inner, width, data.clone());
    }
}
