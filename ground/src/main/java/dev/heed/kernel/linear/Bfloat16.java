package dev.heed.kernel.linear;

/**
 * Rounding to bfloat16 as processors do it ({@code vcvtneps2bf16}): to the nearest, ties to even; what is too small for a
 * normal number becomes zero.
 */
public final class Bfloat16 {
    private Bfloat16() {}

    /** The 16 bits. */
    static short bits(float value) {
        int bits = Float.floatToRawIntBits(value);
        if ((bits & 0x7f80_0000) == 0) {
            return (short) (bits >>> 16 & 0x8000);
        }
        if (value != value) {
            return (short) (bits >>> 16 | 0x40);
        }
        return (short) (bits + 0x7fff + (bits >>> 16 & 1) >>> 16);
    }

    /** The number that is left. */
    public static float round(float value) {
        return Float.intBitsToFloat(bits(value) << 16);
    }
}
