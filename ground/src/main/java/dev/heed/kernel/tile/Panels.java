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
    void setRows(Matrix rows) {
        for (int p = 0; p < rows.rows(); p++) {
            setRow(p, rows.data(), rows.index(p), rows.columns());
        }
    }

    /** Sets the first {@code columns} elements of a row. */
    public void setRow(int row, float[] from, int offset, int columns) {
        for (int j = 0; j < columns; j += width) {
            System.arraycopy(from, offset + j, data, panel(j) + row * width, Math.min(width, columns - j));
        }
    }

    /** See {@link RightFactor#setColumns}; those from {@code first} on. */
    void setColumns(Matrix columns, int first) {
        for (int j = first; j < columns.rows(); j++) {
            int from = columns.index(j);
            int at = panel(j / width * width) + j % width;
            for (int p = 0; p < columns.columns(); p++) {
                data[at + p * width] = columns.data()[from + p];
            }
        }
    }
}
