package dev.heed.kernel;

/**
 * A right factor cut into panels of so many columns, each contiguous: (panels, inner, width). The last panel's columns
 * beyond the factor's stay zero.
 */
record Panels(int inner, int width, float[] data) {
    /** All zeros, for a factor of {@code inner} rows and {@code columns} columns. */
    static Panels of(int inner, int columns, int width) {
        return new Panels(inner, width, new float[(columns + width - 1) / width * width * inner]);
    }

    /** See {@link RightFactor#setRow}. */
    void setRow(int p, float[] from, int offset, int n) {
        for (int j = 0; j < n; j += width) {
            System.arraycopy(from, offset + j, data, j * inner + p * width, Math.min(width, n - j));
        }
    }

    /** See {@link RightFactor#setColumn}. */
    void setColumn(int j, float[] from, int offset, int k) {
        int at = j / width * width * inner + j % width;
        for (int p = 0; p < k; p++) {
            data[at + p * width] = from[offset + p];
        }
    }
}
