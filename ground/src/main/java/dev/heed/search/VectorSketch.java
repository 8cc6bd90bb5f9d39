package dev.heed.search;

/**
 * A vector at length 1 as 16-bit numbers: {@code v/|v| = numbers/scale + rest}.
 *
 * @param numbers −32767 … 32767
 * @param error no less than the rest's length
 */
record VectorSketch(short[] numbers, double scale, double error) {
    /** More than a sum of so many products of doubles loses, and the sketches' own arithmetic. */
    static final double ROUNDING = 1e-9;

    private static final int LARGEST = Short.MAX_VALUE;
    private static final double LARGEST_SUM = 0x1p31;

    /** @param norm of the vector; finite and not zero */
    static VectorSketch of(float[] vector, double norm) {
        double most = 0;
        for (float value : vector) {
            most = Math.max(most, Math.abs(value / norm));
        }
        // the length of a row in bytes times that of the numbers stays below 2^31, and so does their product (Cauchy)
        double root = Math.sqrt(vector.length);
        double scale = Math.min(LARGEST / most, LARGEST_SUM / (Byte.MAX_VALUE * root) - root);
        short[] numbers = new short[vector.length];
        double squares = 0;
        for (int i = 0; i < numbers.length; i++) {
            double value = vector[i] / norm;
            numbers[i] = (short) Math.clamp(Math.rint(value * scale), -LARGEST, LARGEST);
            double rest = value - numbers[i] / scale;
            squares += rest * rest;
        }
        return new VectorSketch(numbers, scale, Math.sqrt(squares) + ROUNDING);
    }
}
