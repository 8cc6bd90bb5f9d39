package dev.heed.kernel;

import dev.heed.tensor.Matrix;

/** A linear map in 8 bits by plain Java loops: the specification of the machine code, and what runs without it. */
final class PlainByteLinear implements PreparedLinear {
    /** Runs on every kernel. */
    static final LinearLayout LAYOUT = weights -> new PlainByteLinear(ByteWeights.of(weights));

    private final ByteWeights weights;
    private final short[][] rows; // values, as the compiler multiplies them fastest

    private PlainByteLinear(ByteWeights weights) {
        this.weights = weights;
        this.rows = new short[weights.inputs()][weights.outputs()];
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < weights.outputs(); j++) {
                rows[i][j] = weights.values()[i * weights.outputs() + j];
            }
        }
    }

    @Override
    public int inputs() {
        return weights.inputs();
    }

    @Override
    public int outputs() {
        return weights.outputs();
    }

    @Override
    public void apply(Matrix x, Activation activation, Matrix y, int from, int to) {
        int[] sums = new int[outputs()];
        for (int row = 0; row < x.rows(); row++) {
            ByteRow a = ByteRow.of(x.data(), x.index(row), weights.inverse());
            for (int j = from; j < to; j++) {
                sums[j] = -a.zero() * weights.sums()[j];
            }
            for (int i = 0; i < rows.length; i++) {
                addProducts(a.q()[i], rows[i], sums, from, to);
            }
            int at = y.index(row);
            for (int j = from; j < to; j++) {
                y.data()[at + j] = Math.fma(sums[j], a.scale() * weights.scales()[j], weights.bias()[j]);
            }
            PlainKernels.activate(activation, y.data(), at + from, to - from);
        }
    }

    private static void addProducts(int a, short[] b, int[] c, int from, int to) {
        for (int j = from; j < to; j++) {
            c[j] += a * b[j];
        }
    }
}
