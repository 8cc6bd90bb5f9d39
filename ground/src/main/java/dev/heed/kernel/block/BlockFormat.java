package dev.heed.kernel.block;

import java.util.Arrays;
import java.util.List;

/**
 * How the weights of a row are written: in blocks of so many weights and bytes, little-endian. Names are those of GGUF.
 *
 * <p>Weights have the bits that llama.cpp's and the {@code gguf} package's dequantisation give; the layouts are described
 * in ggml's {@code ggml-common.h}.
 */
public enum BlockFormat {
    F32(1, 4, BlockDecoding::floats),
    F16(1, 2, BlockDecoding::halves),
    BF16(1, 2, BlockDecoding::brainFloats),
    Q8_0(32, 34, BlockDecoding::q8),
    Q4_0(32, 18, BlockDecoding::q4),
    Q4_1(32, 20, BlockDecoding::q4WithMinimum),
    Q5_0(32, 22, BlockDecoding::q5),
    Q5_1(32, 24, BlockDecoding::q5WithMinimum),
    Q4_K(256, 144, BlockDecoding::q4InGroups),
    Q5_K(256, 176, BlockDecoding::q5InGroups),
    Q6_K(256, 210, BlockDecoding::q6InGroups);

    /** Decodes consecutive blocks. */
    interface Decoder {
        /**
         * @param blocks holds {@code count} blocks from its start on
         * @param weights overwritten from {@code offset} on
         */
        void decode(byte[] blocks, int count, float[] weights, int offset);
    }

    private final int weights;
    private final int bytes;
    private final Decoder decoder;

    BlockFormat(int weights, int bytes, Decoder decoder) {
        this.weights = weights;
        this.bytes = bytes;
        this.decoder = decoder;
    }

    /** The format of that name, null for none. */
    public static BlockFormat named(String name) {
        return Arrays.stream(values())
                .filter(format -> format.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    /** The names of all, for messages. */
    public static List<String> names() {
        return Arrays.stream(values()).map(Enum::name).toList();
    }

    /** Weights of a block. */
    public int weights() {
        return weights;
    }

    /** Bytes of a block. */
    public int bytes() {
        return bytes;
    }

    /** Bytes of a row of so many weights, a multiple of {@link #weights}. */
    public long bytes(long rowWeights) {
        return rowWeights / weights * bytes;
    }

    /** Writes the weights of the first {@code count} blocks to {@code target} from {@code offset} on. */
    void decode(byte[] blocks, int count, float[] target, int offset) {
        decoder.decode(blocks, count, target, offset);
    }
}
