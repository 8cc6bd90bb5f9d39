package dev.heed.meaning.sense;

import dev.heed.meaning.feature.RowProducts;
import dev.heed.tensor.Matrix;

/**
 * How alike any two of some occurrences are, in one view: cosines.
 *
 * @param rows number of occurrences
 * @param values row-major, symmetric; (rows, rows)
 */
record Likeness(int rows, float[] values) {
    /**
     * Of vectors of one length; (occurrences, dimension).
     *
     * @param squaredLength of each
     */
    static Likeness of(Matrix vectors, float squaredLength) {
        float[] values = RowProducts.all(vectors);
        for (int i = 0; i < values.length; i++) {
            values[i] /= squaredLength;
        }
        return new Likeness(vectors.rows(), values);
    }

    float at(int i, int j) {
        return values[i * rows + j];
    }

    /** Mean over all pairs of different occurrences; 1 if there are none. */
    double mean() {
        if (rows < 2) {
            return 1;
        }
        double sum = 0;
        for (int i = 0; i < rows; i++) {
            double row = 0;
            for (int j = 0; j < rows; j++) {
                row += i == j ? 0 : at(i, j);
            }
            sum += row;
        }
        return sum / ((double) rows * (rows - 1));
    }

    /** Element by element. */
    static Likeness mean(Likeness a, Likeness b) {
        float[] values = new float[a.values.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (a.values[i] + b.values[i]) / 2;
        }
        return new Likeness(a.rows, values);
    }
}
