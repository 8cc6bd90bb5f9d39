package dev.heed.kernel.linear;

import dev.heed.kernel.rows.Activation;
import dev.heed.kernel.rows.PlainRowKernels;
import dev.heed.tensor.Matrix;
import java.util.List;

/** A linear map in 8 bits by plain Java loops: the specification of the machine code, and what runs without it. */
public final class PlainByteLinear implements PreparedLinear {
    /** Runs on every kernel. */
    public static final LinearLayout LAYOUT = layout(ByteWeights.GROUP);

    private final int inputs;
    private final List<Group> groups;
    private final float[] bias;

    /** Weights, and their values as the compiler multiplies them fastest (inputs, outputs). */
    private record Group(ByteWeights weights, short[][] rows) {
        static Group of(ByteWeights weights) {
            short[][] rows = new short[weights.inputs()][weights.outputs()];
            for (int i = 0; i < rows.length; i++) {
                for (int j = 0; j < weights.outputs(); j++) {
                    rows[i][j] = weights.values()[i * weights.outputs() + j];
                }
            }
            return new Group(weights, rows);
        }

        /** {@code y += Σ x·w} over the group, one rounding each. */
        void addTo(float[] y, int at, float[] x, int row, int[] sums, int from, int to) {
            ByteRow a = ByteRow.of(x, row + weights.first(), weights.inverse());
            for (int j = from; j < to; j++) {
                sums[j] = -a.zero() * weights.sums()[j];
            }
            for (int i = 0; i < rows.length; i++) {
                addProducts(a.q()[i], rows[i], sums, from, to);
            }
            for (int j = from; j < to; j++) {
                y[at + j] = Math.fma(sums[j], a.scale() * weights.scales()[j], y[at + j]);
            }
        }

        private static void addProducts(int a, short[] b, int[] c, int from, int to) {
            for (int j = from; j < to; j++) {
                c[j] += a * b[j];
            }
        }
    }

    private PlainByteLinear(LinearWeights weights, int group) {
        List<ByteWeights> cut = ByteWeights.groups(weights, group);
        this.inputs = weights.rows().inputs();
        this.groups = cut.stream().map(Group::of).toList();
        this.bias = ByteWeights.bias(weights, cut);
    }

    /** @param group the most inputs that share a scale */
    static LinearLayout layout(int group) {
        return weights -> new PlainByteLinear(weights, group);
    }

    @Override
    public int inputs() {
        return inputs;
    }

    @Override
    public int outputs() {
        return bias.length;
    }

    @Override
    public void apply(Matrix x, Activation activation, Matrix y, int from, int to) {
        int[] sums = new int[outputs()];
        for (int row = 0; row < x.rows(); row++) {
            int at = y.index(row);
            System.arraycopy(bias, from, y.data(), at + from, to - from);
            for (Group group : groups) {
                group.addTo(y.data(), at, x.data(), x.index(row), sums, from, to);
            }
            PlainRowKernels.activate(activation, y.data(), at + from, to - from);
        }
    }
}
