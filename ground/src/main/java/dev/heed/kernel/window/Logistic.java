package dev.heed.kernel.window;

/**
 * The logistic function as every kernel computes it: σ(x) = ½ + x·P(x²)/Q(x²), x cut to ±{@value #BOUND}; within 1.2e-7.
 * Coefficients by {@code tools/approximations/fit.py}.
 */
public final class Logistic {
    static final float BOUND = 16f;
    static final float P0 = 2.499999851e-01f;
    static final float P1 = 8.398867212e-03f;
    static final float P2 = 5.568987763e-05f;
    static final float P3 = 8.505148230e-08f;
    static final float P4 = 1.470870994e-11f;
    static final float Q1 = 1.169287711e-01f;
    static final float Q2 = 1.633499982e-03f;
    static final float Q3 = 5.311207588e-06f;
    static final float Q4 = 3.302196960e-09f;

    private Logistic() {}

    /** σ(x) − ½. */
    public static float centred(float x) {
        float cut = Math.max(-BOUND, Math.min(BOUND, x));
        float t = cut * cut;
        float p = Math.fma(Math.fma(Math.fma(Math.fma(P4, t, P3), t, P2), t, P1), t, P0);
        float q = Math.fma(Math.fma(Math.fma(Math.fma(Q4, t, Q3), t, Q2), t, Q1), t, 1f);
        return cut * p / q;
    }
}
