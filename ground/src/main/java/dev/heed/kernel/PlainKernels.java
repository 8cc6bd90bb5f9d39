package dev.heed.kernel;

import dev.heed.kernel.linear.LinearLayout;
import dev.heed.kernel.linear.NumberFormat;
import dev.heed.kernel.linear.PlainByteLinear;
import dev.heed.kernel.linear.PlainLinear;
import dev.heed.kernel.linear.RoundedLinear;
import dev.heed.kernel.rows.PlainRowKernels;
import dev.heed.kernel.rows.RowKernels;
import dev.heed.kernel.tile.PlainRightFactor;
import dev.heed.kernel.tile.RightFactor;

/** Plain Java loops: the readable specification, the oracle of the other kernels, and what runs where nothing faster may. */
public final class PlainKernels implements Kernels {
    /** Has no state. */
    public static final PlainKernels INSTANCE = new PlainKernels();

    private PlainKernels() {}

    @Override
    public String name() {
        return "plain";
    }

    @Override
    public LinearLayout layout(NumberFormat format) {
        return switch (format) {
            case FP32 -> PlainLinear::prepare;
            case BF16 -> RoundedLinear.layout(PlainLinear::prepare);
            case INT8 -> PlainByteLinear.LAYOUT;
        };
    }

    @Override
    public RightFactor rightFactor(int k, int n) {
        return PlainRightFactor.of(k, n);
    }

    @Override
    public RowKernels rows() {
        return PlainRowKernels.INSTANCE;
    }
}
