package dev.heed.kernel.window;

import java.util.Arrays;

/**
 * Adds up −ln p for many p without a logarithm each: in every lane a running product, whose exponent is moved to an integer
 * after each factor. Lane j belongs to output j of a record and the first input of
 * a pair, lane {@value WindowKernel#SCORE_LANES} + j to the second.
 */
public final class WindowLoss {
    /** The least p: what single precision leaves of 1 − |label − σ|. */
    public static final float LEAST = 0x1p-24f;

    static final int LANES = 2 * WindowKernel.SCORE_LANES;
    static final int BIAS = 127;
    static final int FRACTION = 0x7fffff;
    static final int ONE = BIAS << 23;

    final float[] products = new float[LANES];
    final int[] exponents = new int[LANES];
    private double taken;

    public WindowLoss() {
        Arrays.fill(products, 1f);
    }

    /** One factor for a lane; {@code error} is label − σ. */
    public void add(int lane, float error) {
        float product = products[lane] * Math.max(LEAST, 1f - Math.abs(error));
        int bits = Float.floatToRawIntBits(product);
        exponents[lane] += (bits >>> 23) - BIAS;
        products[lane] = Float.intBitsToFloat(bits & FRACTION | ONE);
    }

    /** Empties the lanes into a sum of double precision: after each plan, long before an exponent could overflow. */
    void collect() {
        for (int lane = 0; lane < products.length; lane++) {
            taken -= StrictMath.log(products[lane]) + exponents[lane] * StrictMath.log(2);
            products[lane] = 1f;
            exponents[lane] = 0;
        }
    }

    public double take() {
        collect();
        double sum = taken;
        taken = 0;
        return sum;
    }
}
