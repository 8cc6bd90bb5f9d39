package dev.heed.kernel.block;

/**
 * Inputs in bytes, 32 of a row at a time: {@code x ≈ q·scale}, q from −127 to 127, the scale of these 32 alone. So nothing
 * depends on the rows beside it, nor on how a row is cut.
 *
 * <p>A block with a number that is not finite has the scale NaN, so that all that reads it is NaN.
 *
 * @param q (32)
 * @param sum of q
 */
record ByteInputs(int[] q, float scale, int sum) {
    static final float LARGEST = 127f;
    /** The smallest largest input: a block of zeros has a scale too. */
    static final float LEAST = 0x1p-100f;

    static ByteInputs of(float[] x, int offset) {
        float largest = LEAST;
        float check = 0;
        for (int i = 0; i < ByteBlock.PLACES; i++) {
            largest = Math.max(largest, Math.abs(x[offset + i]));
            check = Math.fma(x[offset + i], 0f, check); // NaN as soon as one is not finite
        }
        float inverse = LARGEST / largest;
        int[] q = new int[ByteBlock.PLACES];
        int sum = 0;
        for (int i = 0; i < q.length; i++) {
            q[i] = (int) Math.rint(x[offset + i] * inverse);
            sum += q[i];
        }
        return new ByteInputs(q, largest / LARGEST + check, sum);
    }
}
