package dev.heed.kernel.rows;

/**
 * Elementary functions in single precision, as polynomials that every kernel evaluates in the same order with the same
 * fused multiply-adds; coefficients by {@code tools/approximations/fit.py}.
 *
 * <p>{@code exp}: within 1 ulp; below {@link #EXP_LOWEST} it is 0, above {@link #EXP_HIGHEST} (where 2ⁿ would leave
 * the range) infinite, NaN stays NaN.
 * {@code erf}: within 2e-7, exactly ±1 beyond ±4.
 */
public final class FloatMath {
    static final float EXP_LOWEST = -87.33654f;
    static final float EXP_HIGHEST = 88.37626f;
    static final float LOG2_E = 1.44269504f;
    /** Adding 1.5·2²³ rounds to the nearest integer and leaves it in the low bits of the sum. */
    static final float ROUNDER = 12582912f;
    /** ln 2 in two parts; the first has few bits, so that its product with an exponent is exact. */
    static final float LN2_HIGH = 0.693359375f;

    static final float LN2_LOW = -2.12194440e-4f;

    static final float E2 = 4.999999404e-01f;
    static final float E3 = 1.666652113e-01f;
    static final float E4 = 4.166838899e-02f;
    static final float E5 = 8.368710056e-03f;
    static final float E6 = 1.381461276e-03f;

    static final float ERF_BOUND = 4f;
    static final float P0 = 1.128379107e+00f;
    static final float P1 = 2.071250081e-01f;
    static final float P2 = 5.152485147e-02f;
    static final float P3 = 3.990565427e-03f;
    static final float P4 = 1.472866134e-04f;
    static final float P5 = -1.942321205e-06f;
    static final float P6 = 1.911103809e-08f;
    static final float Q1 = 5.168910027e-01f;
    static final float Q2 = 1.179706454e-01f;
    static final float Q3 = 1.495805103e-02f;
    static final float Q4 = 1.021111966e-03f;

    static final float SQRT_HALF = 0.70710678f;
    static final float SQRT_TWO_OVER_PI = 0.7978845608f;
    static final float TANH_CUBE = 0.044715f;

    private FloatMath() {}

    /** eˣ = 2ⁿ·eʳ with n the nearest integer to x/ln 2 and eʳ = 1 + r + r²·p(r). */
    static float exp(float x) {
        float rounded = Math.fma(x, LOG2_E, ROUNDER);
        float n = rounded - ROUNDER;
        float r = Math.fma(n, -LN2_LOW, Math.fma(n, -LN2_HIGH, x));
        float p = Math.fma(Math.fma(Math.fma(Math.fma(E6, r, E5), r, E4), r, E3), r, E2);
        float e = Math.fma(p, r * r, r) + 1f; // in this order only the last step rounds at full weight
        float power = Float.intBitsToFloat((Float.floatToRawIntBits(rounded) << 23) + 0x3f800000); // 2ⁿ
        float low = x < EXP_LOWEST ? 0f : e * power;
        return x > EXP_HIGHEST ? Float.POSITIVE_INFINITY : low;
    }

    /** erf(x) = x·P(x²)/Q(x²), x cut to ±4. */
    static float erf(float x) {
        float cut = Math.max(-ERF_BOUND, Math.min(ERF_BOUND, x));
        float t = cut * cut;
        float p = Math.fma(P6, t, P5);
        p = Math.fma(Math.fma(Math.fma(p, t, P4), t, P3), t, P2);
        p = Math.fma(Math.fma(p, t, P1), t, P0);
        float q = Math.fma(Math.fma(Math.fma(Math.fma(Q4, t, Q3), t, Q2), t, Q1), t, 1f);
        return Math.max(-1f, Math.min(1f, cut * p / q));
    }

    static float gelu(float x) {
        return 0.5f * x * (1f + erf(x * SQRT_HALF));
    }

    /** ½(1 + tanh u) = 1/(1 + e⁻²ᵘ): the logistic function, with no cancellation for negative u. */
    static float geluTanh(float x) {
        float u = SQRT_TWO_OVER_PI * Math.fma(TANH_CUBE * x * x, x, x);
        return x / (1f + exp(-2f * u));
    }

    static float silu(float x) {
        return x / (1f + exp(-x));
    }

    /** Activations that have no polynomial of their own; what is in double precision is {@code StrictMath}'s, the same everywhere. */
    static float rare(Activation activation, float x) {
        return switch (activation) {
            case QUICK_GELU -> x / (1f + exp(-1.702f * x));
            case GELU_CUT -> Math.max(-10f, Math.min(10f, gelu(x)));
            case RELU_SQUARED -> Math.max(x, 0f) * Math.max(x, 0f);
            case RELU_CUT -> Math.min(Math.max(x, 0f), 6f);
            case LEAKY_RELU -> x > 0 ? x : 0.01f * x;
            case TANH -> (float) StrictMath.tanh(x);
            case SIGMOID -> 1f / (1f + exp(-x));
            case MISH -> mish(x);
            case HARD_SWISH -> x * Math.min(Math.max(x + 3f, 0f), 6f) / 6f;
            case LAPLACE -> 0.5f * (1f + erf((x - 0.707107f) / 0.39894257f));
            case SQRT_SOFTPLUS -> (float) Math.sqrt(x > 30 ? x : StrictMath.log1p(StrictMath.exp(x)));
            default -> throw new IllegalArgumentException("activation: " + activation + " has loops of its own");
        };
    }

    /** tanh(ln(1 + n)) = (n² + 2n)/(n² + 2n + 2), n = eˣ; above 0 divided by n², so that nothing leaves the range. */
    private static float mish(float x) {
        float e = exp(-Math.abs(x));
        float above = x > 0 ? 1f + 2f * e : e * (e + 2f);
        return x * above / (x > 0 ? above + 2f * e * e : above + 2f);
    }
}
