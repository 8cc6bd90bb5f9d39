package dev.heed.kernel.block;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Each format's weights, one operation after the other as its definition writes them: the bits are part of it. */
final class BlockDecoding {
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private static final int BLOCK = 32;
    private static final int HALF = 16;
    private static final int SUPER_BLOCK = 256;

    private BlockDecoding() {}

    static void floats(byte[] blocks, int count, float[] weights, int offset) {
        for (int i = 0; i < count; i++) {
            weights[offset + i] = Float.intBitsToFloat((int) INT.get(blocks, 4 * i));
        }
    }

    static void halves(byte[] blocks, int count, float[] weights, int offset) {
        for (int i = 0; i < count; i++) {
            weights[offset + i] = half(blocks, 2 * i);
        }
    }

    static void brainFloats(byte[] blocks, int count, float[] weights, int offset) {
        for (int i = 0; i < count; i++) {
            weights[offset + i] = Float.intBitsToFloat((short) SHORT.get(blocks, 2 * i) << 16);
        }
    }

    /** d, then 32 signed bytes: {@code d·q}. */
    static void q8(byte[] blocks, int count, float[] weights, int offset) {
        for (int block = 0; block < count; block++) {
            int at = block * 34;
            float d = half(blocks, at);
            for (int i = 0; i < BLOCK; i++) {
                weights[offset + block * BLOCK + i] = d * blocks[at + 2 + i];
            }
        }
    }

    /** d, then 16 bytes whose lower halves are the first 16 weights: {@code d·(q − 8)}. */
    static void q4(byte[] blocks, int count, float[] weights, int offset) {
        for (int block = 0; block < count; block++) {
            int at = block * 18;
            float d = half(blocks, at);
            for (int j = 0; j < HALF; j++) {
                int q = blocks[at + 2 + j];
                int to = offset + block * BLOCK + j;
                weights[to] = d * ((q & 15) - 8);
                weights[to + HALF] = d * ((q >> 4 & 15) - 8);
            }
        }
    }

    /** d, m, then as {@link #q4}: {@code d·q + m}. */
    static void q4WithMinimum(byte[] blocks, int count, float[] weights, int offset) {
        for (int block = 0; block < count; block++) {
            int at = block * 20;
            float d = half(blocks, at);
            float m = half(blocks, at + 2);
            for (int j = 0; j < HALF; j++) {
                int q = blocks[at + 4 + j];
                int to = offset + block * BLOCK + j;
                weights[to] = d * (q & 15) + m;
                weights[to + HALF] = d * (q >> 4 & 15) + m;
            }
        }
    }

    /** d, the fifth bits of 32 weights, then as {@link #q4}: {@code d·(q − 16)}. */
    static void q5(byte[] blocks, int count, float[] weights, int offset) {
        for (int block = 0; block < count; block++) {
            int at = block * 22;
            float d = half(blocks, at);
            int high = (int) INT.get(blocks, at + 2);
            for (int j = 0; j < HALF; j++) {
                int q = blocks[at + 6 + j];
                int to = offset + block * BLOCK + j;
                weights[to] = d * ((q & 15 | (high >>> j & 1) << 4) - 16);
                weights[to + HALF] = d * ((q >> 4 & 15 | (high >>> (j + HALF) & 1) << 4) - 16);
            }
        }
    }

    /** d, m, then as {@link #q5}: {@code d·q + m}. */
    static void q5WithMinimum(byte[] blocks, int count, float[] weights, int offset) {
        for (int block = 0; block < count; block++) {
            int at = block * 24;
            float d = half(blocks, at);
            float m = half(blocks, at + 2);
            int high = (int) INT.get(blocks, at + 4);
            for (int j = 0; j < HALF; j++) {
                int q = blocks[at + 8 + j];
                int to = offset + block * BLOCK + j;
                weights[to] = d * (q & 15 | (high >>> j & 1) << 4) + m;
                weights[to + HALF] = d * (q >> 4 & 15 | (high >>> (j + HALF) & 1) << 4) + m;
            }
        }
    }

    /** d, dmin, eight scales and minima of 6 bits in 12 bytes, 128 bytes: {@code (d·sc)·q − (dmin·mn)}. */
    static void q4InGroups(byte[] blocks, int count, float[] weights, int offset) {
        inGroups(blocks, count, 144, false, weights, offset);
    }

    /** As {@link #q4InGroups}, with 32 bytes of fifth bits before the 128. */
    static void q5InGroups(byte[] blocks, int count, float[] weights, int offset) {
        inGroups(blocks, count, 176, true, weights, offset);
    }

    private static void inGroups(byte[] blocks, int count, int bytes, boolean fifthBits, float[] weights, int offset) {
        for (int block = 0; block < count; block++) {
            int at = block * bytes;
            float d = half(blocks, at);
            float least = half(blocks, at + 2);
            int low = at + (fifthBits ? 48 : 16);
            for (int group = 0; group < 8; group++) {
                float scale = d * scale(blocks, at + 4, group);
                float minimum = least * minimum(blocks, at + 4, group);
                int to = offset + block * SUPER_BLOCK + group * BLOCK;
                for (int i = 0; i < BLOCK; i++) {
                    int q = blocks[low + group / 2 * BLOCK + i] >> 4 * (group % 2) & 15;
                    if (fifthBits) {
                        q |= (blocks[at + 16 + i] >> group & 1) << 4;
                    }
                    weights[to + i] = scale * q - minimum;
                }
            }
        }
    }

    /** The scale of one group of {@link #q4InGroups}, 6 bits. */
    static int scale(byte[] s, int at, int group) {
        return group < 4 ? s[at + group] & 63 : s[at + group + 4] & 15 | (s[at + group - 4] >> 6 & 3) << 4;
    }

    /** The minimum of one group of {@link #q4InGroups}, 6 bits. */
    static int minimum(byte[] s, int at, int group) {
        return group < 4 ? s[at + group + 4] & 63 : s[at + group + 4] >> 4 & 15 | (s[at + group] >> 6 & 3) << 4;
    }

    /** 128 bytes of lower halves, 64 of upper two bits, 16 signed scales, d: {@code (d·sc)·(q − 32)}. */
    static void q6InGroups(byte[] blocks, int count, float[] weights, int offset) {
        for (int block = 0; block < count; block++) {
            int at = block * 210;
            float d = half(blocks, at + 208);
            for (int group = 0; group < 8; group++) { // of 32 weights
                int half = group / 4;
                int quarter = group % 4;
                int low = at + 64 * half + BLOCK * (quarter % 2);
                int high = at + 128 + BLOCK * half;
                int to = offset + block * SUPER_BLOCK + group * BLOCK;
                for (int i = 0; i < BLOCK; i++) {
                    int q = blocks[low + i] >> 4 * (quarter / 2) & 15 | (blocks[high + i] >> 2 * quarter & 3) << 4;
                    float scale = d * blocks[at + 192 + 2 * group + i / HALF];
                    weights[to + i] = scale * (q - 32);
                }
            }
        }
    }

    static float half(byte[] bytes, int at) {
        return Float.float16ToFloat((short) SHORT.get(bytes, at));
    }
}
