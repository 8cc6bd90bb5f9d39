package dev.heed.kernel.assembler;

import dev.heed.kernel.assembler.VectorAssembler.Width;
import java.util.Arrays;
import java.util.List;

/** The instruction sets that machine code is made for, the fastest first. */
public enum InstructionSet {
    /** 512 bits: panels of three vectors. */
    AVX512("avx512", Width.ZMM, 3, List.of("avx512f", "avx512bw", "avx512dq", "avx512vl", "avx2", "fma")),
    /** 256 bits: panels of two vectors. */
    AVX2("avx2", Width.YMM, 2, List.of("avx2", "fma"));

    /** The kernel's name. */
    public final String kernel;

    public final Width width;
    /** Vectors of a panel's row. */
    public final int vectors;
    /** What the processor must have, as Linux names it. */
    public final List<String> features;

    InstructionSet(String kernel, Width width, int vectors, List<String> features) {
        this.kernel = kernel;
        this.width = width;
        this.vectors = vectors;
        this.features = features;
    }

    /** The next slower one; null behind the last. */
    public InstructionSet next() {
        return this == AVX512 ? AVX2 : null;
    }

    /** How this processor multiplies bfloat16 at this width, the fastest first; empty if it cannot. */
    public List<Arithmetic> bfloat16() {
        return possible(Arithmetic.BFLOAT16_TILES, Arithmetic.BFLOAT16_PAIRS);
    }

    /** How this processor multiplies integers at this width, the fastest first. */
    public List<Arithmetic> integers() {
        return possible(Arithmetic.BYTE_TILES, Arithmetic.BYTE_QUADS, Arithmetic.INTEGER_PAIRS);
    }

    private List<Arithmetic> possible(Arithmetic... wanted) {
        return Arrays.stream(wanted)
                .filter(arithmetic -> arithmetic == Arithmetic.INTEGER_PAIRS
                        || width == Width.ZMM
                                && Features.missing(arithmetic.features).isEmpty())
                .toList();
    }

    /** Columns of a panel. */
    public int panel() {
        return vectors * width.lanes();
    }
}
