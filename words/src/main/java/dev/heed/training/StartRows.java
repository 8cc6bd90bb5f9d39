package dev.heed.training;

import dev.heed.tensor.Matrix;
import dev.heed.vectors.WordVectors;

/**
 * Rows that a training goes on from.
 *
 * @param vectors words and their input rows; each becomes a word of the result
 * @param outputs their output rows, (words, dimension); null: these begin anew
 */
public record StartRows(WordVectors vectors, Matrix outputs) {
    /** @throws IllegalArgumentException if there is not an output row of the same dimension a word */
    public StartRows {
        if (outputs != null && (outputs.rows() != vectors.size() || outputs.columns() != vectors.dimension())) {
            throw new IllegalArgumentException("output rows: expected " + vectors.size() + " x " + vectors.dimension()
                    + " as the vectors, got " + outputs.rows() + " x " + outputs.columns());
        }
    }
}
