package dev.heed.format.gguf;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How the weights of a tensor in a GGUF file are written: in blocks of so many weights and bytes, all little-endian.
 *
 * <p>All types of llama.cpp are known by name and size, so that a file with some of them can be described and its other
 * tensors used; which of them can be computed with is not said here.
 */
public enum GgufType {
    F32(0, 1, 4),
    F16(1, 1, 2),
    Q4_0(2, 32, 18),
    Q4_1(3, 32, 20),
    Q5_0(6, 32, 22),
    Q5_1(7, 32, 24),
    Q8_0(8, 32, 34),
    Q8_1(9, 32, 36),
    Q2_K(10, 256, 84),
    Q3_K(11, 256, 110),
    Q4_K(12, 256, 144),
    Q5_K(13, 256, 176),
    Q6_K(14, 256, 210),
    Q8_K(15, 256, 292),
    IQ2_XXS(16, 256, 66),
    IQ2_XS(17, 256, 74),
    IQ3_XXS(18, 256, 98),
    IQ1_S(19, 256, 50),
    IQ4_NL(20, 32, 18),
    IQ3_S(21, 256, 110),
    IQ2_S(22, 256, 82),
    IQ4_XS(23, 256, 136),
    I8(24, 1, 1),
    I16(25, 1, 2),
    I32(26, 1, 4),
    I64(27, 1, 8),
    F64(28, 1, 8),
    IQ1_M(29, 256, 56),
    BF16(30, 1, 2),
    TQ1_0(34, 256, 54),
    TQ2_0(35, 256, 66),
    MXFP4(39, 32, 17),
    NVFP4(40, 64, 36),
    Q1_0(41, 128, 18),
    Q2_0(42, 64, 18);

    private static final Map<Integer, GgufType> BY_ID = byId();

    private final int id;
    private final int blockWeights;
    private final int blockBytes;

    GgufType(int id, int blockWeights, int blockBytes) {
        this.id = id;
        this.blockWeights = blockWeights;
        this.blockBytes = blockBytes;
    }

    private static Map<Integer, GgufType> byId() {
        Map<Integer, GgufType> types = new HashMap<>();
        for (GgufType type : values()) {
            types.put(type.id, type);
        }
        return Map.copyOf(types);
    }

    /** The type of that number in a file. */
    static Optional<GgufType> of(int id) {
        return Optional.ofNullable(BY_ID.get(id));
    }

    /** Its number in a file. */
    public int id() {
        return id;
    }

    /** Weights of a block, all of one row. */
    public int blockWeights() {
        return blockWeights;
    }

    /** Bytes of a block. */
    public int blockBytes() {
        return blockBytes;
    }

    /** Bytes of a row of so many weights, a multiple of {@link #blockWeights}. */
    public long bytes(long weights) {
        return weights / blockWeights * blockBytes;
    }
}
