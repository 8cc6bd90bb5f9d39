package dev.heed.index.use;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * A vector as bytes: a scale (float, little-endian), then a byte a number, {@code number ≈ scale · byte}; the largest number
 * becomes ±127. A dot product is off by some 0.0005 for vectors of length 1.
 */
public final class ByteCodes {
    private static final int SCALE = Float.BYTES;
    private static final int LARGEST = 127;
    private static final VarHandle FLOAT = MethodHandles.byteArrayViewVarHandle(float[].class, ByteOrder.LITTLE_ENDIAN);

    private ByteCodes() {}

    /** Bytes of a vector of so many numbers. */
    public static int length(int dimension) {
        return SCALE + dimension;
    }

    /** The codes of a vector; {@link #length} bytes. */
    public static byte[] of(float[] vector) {
        float largest = 0;
        for (float number : vector) {
            largest = Math.max(largest, Math.abs(number));
        }
        byte[] codes = new byte[length(vector.length)];
        FLOAT.set(codes, 0, largest / LARGEST);
        if (largest > 0) {
            for (int i = 0; i < vector.length; i++) {
                codes[SCALE + i] = (byte) Math.round(vector[i] / largest * LARGEST);
            }
        }
        return codes;
    }

    /** The vector that codes stand for. */
    public static float[] vector(byte[] bytes, int offset, int dimension) {
        float scale = (float) FLOAT.get(bytes, offset);
        float[] vector = new float[dimension];
        for (int i = 0; i < dimension; i++) {
            vector[i] = scale * bytes[offset + SCALE + i];
        }
        return vector;
    }

    /** A vector that is compared with many: numbers of 12 bits, so that no sum of products overflows an int. */
    public static final class Query {
        private static final int LARGEST_OF_QUERY = 2047;

        private final short[] numbers;
        private final float scale;

        /** @param vector of any length */
        public Query(float[] vector) {
            float largest = 0;
            for (float number : vector) {
                largest = Math.max(largest, Math.abs(number));
            }
            numbers = new short[vector.length];
            scale = largest / LARGEST_OF_QUERY;
            for (int i = 0; largest > 0 && i < vector.length; i++) {
                numbers[i] = (short) Math.round(vector[i] / largest * LARGEST_OF_QUERY);
            }
        }

        /** The dot product with the vector that codes stand for. */
        public float dot(byte[] codes, int offset) {
            int from = offset + SCALE;
            int sum = 0;
            for (int i = 0; i < numbers.length; i++) {
                sum += numbers[i] * codes[from + i];
            }
            return scale * (float) FLOAT.get(codes, offset) * sum;
        }
    }
}
