package dev.heed.kernel.block;

import dev.heed.kernel.linear.PreparedLinear;
import dev.heed.kernel.rows.Activation;
import dev.heed.kernel.rows.LaneSum;
import dev.heed.kernel.rows.RowKernels;
import dev.heed.kernel.rows.VectorRowKernels;
import dev.heed.tensor.Matrix;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** A linear map over blocks on the Vector API, with the bits of {@link PlainBlockLinear}. */
public final class VectorBlockLinear implements PreparedLinear {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_256;
    private static final int HALF = RowKernels.LANES / 2;

    private final BlockRows weights;
    private final float[] bias;

    /** @param bias (outputs); null for none */
    public VectorBlockLinear(BlockRows weights, float[] bias) {
        this.weights = weights;
        this.bias = bias;
    }

    @Override
    public int inputs() {
        return weights.columns();
    }

    @Override
    public int outputs() {
        return weights.rows();
    }

    @Override
    public void apply(Matrix x, Activation activation, Matrix y, int from, int to) {
        byte[] blocks = new byte[Math.toIntExact(weights.rowBytes())];
        float[] row = new float[weights.columns()];
        float[] lanes = new float[RowKernels.LANES];
        for (int j = from; j < to; j++) {
            weights.copyRow(j, blocks, row, 0);
            for (int i = 0; i < x.rows(); i++) {
                float sum = product(x.data(), x.index(i), row, lanes);
                y.data()[y.index(i) + j] = bias == null ? sum : sum + bias[j];
            }
        }
        VectorRowKernels.INSTANCE.activate(activation, y.columns(from, to));
    }

    private static float product(float[] x, int offset, float[] w, float[] lanes) {
        int whole = w.length - w.length % RowKernels.LANES;
        FloatVector low = FloatVector.zero(SPECIES);
        FloatVector high = FloatVector.zero(SPECIES);
        for (int k = 0; k < whole; k += RowKernels.LANES) {
            low = FloatVector.fromArray(SPECIES, x, offset + k).fma(FloatVector.fromArray(SPECIES, w, k), low);
            high = FloatVector.fromArray(SPECIES, x, offset + k + HALF)
                    .fma(FloatVector.fromArray(SPECIES, w, k + HALF), high);
        }
        low.intoArray(lanes, 0);
        high.intoArray(lanes, HALF);
        for (int k = whole; k < w.length; k++) {
            lanes[k - whole] = Math.fma(x[offset + k], w[k], lanes[k - whole]);
        }
        return LaneSum.ofLanes(lanes);
    }
}
