package dev.heed.index.use;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * A vector as its signs, a bit a number: enough to find among a million the few thousand that are worth a closer look.
 *
 * <p>A query is not cut down to signs but to {@value #PLANES} bits a number, one plane of bits each, as in RaBitQ (Gao and
 * Long 2024): the sum of its numbers where a sketch has ones is a count of common bits, plane by plane.
 */
public final class Sketch {
    private static final int PLANES = 4;
    private static final int LEVELS = (1 << PLANES) - 1;
    /** Numbers of a query beyond so many deviations count as so many. */
    private static final double CLIPPED = 2.5;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private Sketch() {}

    /** Bytes of the sketch of so many numbers. */
    public static int length(int dimension) {
        return (dimension + Long.SIZE - 1) / Long.SIZE * Long.BYTES;
    }

    /** The signs of a vector; {@link #length} bytes, a one for each number above 0. */
    public static byte[] of(float[] vector) {
        byte[] bits = new byte[length(vector.length)];
        for (int i = 0; i < vector.length; i++) {
            if (vector[i] > 0) {
                bits[i / Byte.SIZE] |= (byte) (1 << i % Byte.SIZE);
            }
        }
        return bits;
    }

    /** A vector that is compared with many sketches. */
    public static final class Query {
        private final long[][] planes = new long[PLANES][];
        private final float lowest;
        private final float step;

        /** @param vector of any length */
        public Query(float[] vector) {
            double squares = 0;
            for (float number : vector) {
                squares += (double) number * number;
            }
            float most = (float) (CLIPPED * Math.sqrt(squares / vector.length));
            lowest = -most;
            step = 2 * most / LEVELS;
            int words = length(vector.length) / Long.BYTES;
            for (int p = 0; p < PLANES; p++) {
                planes[p] = new long[words];
            }
            for (int i = 0; i < vector.length; i++) {
                int level = most == 0 ? 0 : Math.round((Math.clamp(vector[i], -most, most) + most) / step);
                for (int p = 0; p < PLANES; p++) {
                    planes[p][i / Long.SIZE] |= (long) (level >> p & 1) << i;
                }
            }
        }

        /** The sum of the query's numbers where the sketch has ones: larger means nearer. */
        public float score(byte[] sketch, int offset) {
            int ones = 0;
            int levels = 0;
            for (int w = 0; w < planes[0].length; w++) {
                long bits = (long) LONG.get(sketch, offset + w * Long.BYTES);
                ones += Long.bitCount(bits);
                for (int p = 0; p < PLANES; p++) {
                    levels += Long.bitCount(bits & planes[p][w]) << p;
                }
            }
            return Math.fma(step, levels, lowest * ones);
        }
    }
}
