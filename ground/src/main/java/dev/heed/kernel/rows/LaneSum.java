package dev.heed.kernel.rows;

/** The summation tree of {@link RowKernels#sum}, written out once for all kernels. */
public final class LaneSum {
    private LaneSum() {}

    static float of(float[] x, int offset, int n) {
        float[] lanes = new float[RowKernels.LANES];
        int whole = n - n % RowKernels.LANES;
        for (int i = 0; i < whole; i += RowKernels.LANES) {
            for (int lane = 0; lane < RowKernels.LANES; lane++) {
                lanes[lane] += x[offset + i + lane];
            }
        }
        for (int i = whole; i < n; i++) {
            lanes[i - whole] += x[offset + i];
        }
        return ofLanes(lanes);
    }

    /** Adds lanes l and l + 8, then l + 4, l + 2, l + 1. Overwrites {@code lanes}. */
    public static float ofLanes(float[] lanes) {
        for (int half = RowKernels.LANES / 2; half > 0; half /= 2) {
            for (int lane = 0; lane < half; lane++) {
                lanes[lane] += lanes[lane + half];
            }
        }
        return lanes[0];
    }
}
