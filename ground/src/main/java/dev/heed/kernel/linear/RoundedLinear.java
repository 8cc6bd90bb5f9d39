package dev.heed.kernel.linear;

import dev.heed.kernel.rows.Activation;
import dev.heed.tensor.Matrix;

/**
 * A linear map in bfloat16 on a kernel without instructions for it: factors rounded, multiplied in single precision. No
 * faster than that; for the same numbers everywhere.
 *
 * <p>The instruction takes inputs by pairs, the second first; so do the rows here. It also takes sums below 2⁻¹²⁶ as
 * zero, which nothing here does.
 */
public record RoundedLinear(int inputs, PreparedLinear paired) implements PreparedLinear {
    /** @param single the kernel's layout in single precision */
    public static LinearLayout layout(LinearLayout single) {
        return weights -> new RoundedLinear(
                weights.rows().inputs(),
                single.prepare(LinearWeights.of(new PairedRows(weights.rows()), weights.bias())));
    }

    private static int even(int n) {
        return n + n % 2;
    }

    @Override
    public int outputs() {
        return paired.outputs();
    }

    @Override
    public void apply(Matrix x, Activation activation, Matrix y, int from, int to) {
        Matrix rounded = Matrix.zeros(x.rows(), even(inputs));
        for (int row = 0; row < x.rows(); row++) {
            for (int i = 0; i < inputs; i++) {
                rounded.data()[rounded.index(row) + (i ^ 1)] = Bfloat16.round(x.data()[x.index(row) + i]);
            }
        }
        paired.apply(rounded, activation, y, from, to);
    }

    /** Rounded rows, each two exchanged; a row of zeros behind an odd last one. */
    private record PairedRows(WeightRows rows) implements WeightRows {
        @Override
        public int inputs() {
            return even(rows.inputs());
        }

        @Override
        public int outputs() {
            return rows.outputs();
        }

        @Override
        public void copyRow(int input, float[] target, int offset) {
            int own = input ^ 1;
            for (int j = offset; j < offset + outputs(); j++) {
                target[j] = 0;
            }
            if (own < rows.inputs()) {
                rows.copyRow(own, target, offset);
            }
            for (int j = offset; j < offset + outputs(); j++) {
                target[j] = Bfloat16.round(target[j]);
            }
        }
    }
}
