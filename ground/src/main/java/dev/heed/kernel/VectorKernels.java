package dev.heed.kernel;

import dev.heed.kernel.block.BlockRows;
import dev.heed.kernel.block.VectorBlockLinear;
import dev.heed.kernel.linear.LinearLayout;
import dev.heed.kernel.linear.NumberFormat;
import dev.heed.kernel.linear.PlainByteLinear;
import dev.heed.kernel.linear.PreparedLinear;
import dev.heed.kernel.linear.RoundedLinear;
import dev.heed.kernel.linear.VectorLinear;
import dev.heed.kernel.rows.RowKernels;
import dev.heed.kernel.rows.VectorRowKernels;
import dev.heed.kernel.tile.RightFactor;
import dev.heed.kernel.tile.VectorRightFactor;

/** The JDK's Vector API, for hosts that add {@code jdk.incubator.vector} themselves. */
final class VectorKernels implements Kernels {
    static final VectorKernels INSTANCE = new VectorKernels();

    private VectorKernels() {}

    @Override
    public String name() {
        return "vector";
    }

    @Override
    public LinearLayout layout(NumberFormat format) {
        return switch (format) {
            case FP32 -> VectorLinear::new;
            case BF16 -> RoundedLinear.layout(VectorLinear::new);
            case INT8 -> PlainByteLinear.LAYOUT;
        };
    }

    @Override
    public PreparedLinear blocks(BlockRows weights, float[] bias) {
        return new VectorBlockLinear(weights, bias);
    }

    @Override
    public RightFactor rightFactor(int k, int n) {
        return new VectorRightFactor(k, n);
    }

    @Override
    public RowKernels rows() {
        return VectorRowKernels.INSTANCE;
    }
}
