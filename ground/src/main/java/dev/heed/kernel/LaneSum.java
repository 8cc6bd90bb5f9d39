package dev.heed.kernel;

/** The summation tree of {@link Kernels#sum}, written out once for all kernels. */
final class LaneSum {
    private LaneSum() {}

    static float of(float[] x, int offset, int n) {
        float[] lanes = new float[Kernels.LANES];
        int whole = n - n % Kernels.LANES;
        for (int i = 0; i < whole; i += Kernels.LANES) {
            for (int lane = 0; lane < Kernels.LANES; lane++) {
                lanes[lane] += x[offset + i + lane];
            }
        }
        for (int i = whole; i < n; i++) {
            lanes[i - whole] += x[offset + i];
        }
        return ofLanes(lanes);
    }

    /** Adds lanes l and l + 8, then l + 4, l + 2, l + 1. Overwrites {@code lanes}. */
    static float ofLanes(float[] lanes) {
        for (int half = Kernels.LANES / 2; half > 0; half /= 2) {
            for (int lane = 0; lane < half; lane++) {
                lanes[lane] += lanes[lane + half];
            }
        }
        return lanes[0];
    }
}
