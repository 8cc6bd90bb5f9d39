package dev.heed.kernel.linear;

import dev.heed.tensor.Matrix;

/** The weight of a linear map, read row by row into a kernel's own layout: no second copy of it need exist. */
public interface WeightRows {
    /** Number of rows. */
    int inputs();

    /** Length of a row. */
    int outputs();

    /** Copies the weights of one input to {@code target[offset …]}. May be called by several threads at once. */
    void copyRow(int input, float[] target, int offset);

    /** The rows of a matrix (inputs, outputs). */
    static WeightRows of(Matrix weight) {
        return new WeightRows() {
            @Override
            public int inputs() {
                return weight.rows();
            }

            @Override
            public int outputs() {
                return weight.columns();
            }

            @Override
            public void copyRow(int input, float[] target, int offset) {
                System.arraycopy(weight.data(), weight.index(input), target, offset, weight.columns());
            }
        };
    }
}
