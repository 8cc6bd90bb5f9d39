package dev.heed.kernel.linear;

/**
 * One row of inputs in 8 bits: {@code x ≈ (q − zero)·scale} with q from 0 to 255, the scale and the zero point of this row
 * alone, so that nothing depends on the rows beside it.
 *
 * <p>The specification of {@link QuantizeCode}, operation by operation. A row with a number that is not finite has the
 * scale NaN, so that all its outputs are NaN.
 *
 * @param q (inputs)
 */
public record ByteRow(int[] q, int zero, float scale) {
    static final float LEVELS = 255f;
    /** The narrowest range: a row of zeros has one too. */
    static final float LEAST_RANGE = 0x1p-100f;

    /** @param inverse by what each input is multiplied first (inputs) */
    static ByteRow of(float[] x, int offset, float[] inverse) {
        float[] balanced = new float[inverse.length];
        float high = 0;
        float minusLow = 0;
        float check = 0;
        for (int i = 0; i < balanced.length; i++) {
            float value = x[offset + i] * inverse[i];
            balanced[i] = value;
            high = Math.max(high, value);
            minusLow = Math.max(minusLow, -value);
            check = Math.fma(value, 0f, check); // NaN as soon as one is not finite
        }
        float range = Math.max(high + minusLow, LEAST_RANGE);
        float inverseScale = LEVELS / range;
        float scale = range / LEVELS + check;
        float zero = (float) Math.rint(minusLow * inverseScale);
        int[] q = new int[balanced.length];
        for (int i = 0; i < q.length; i++) {
            q[i] = (int) Math.clamp(Math.rint(Math.fma(balanced[i], inverseScale, zero)), 0, LEVELS);
        }
        return new ByteRow(q, (int) zero, scale);
    }
}
