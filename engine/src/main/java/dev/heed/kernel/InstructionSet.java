package dev.heed.kernel;

import dev.heed.kernel.VectorAssembler.Width;
import java.util.List;

/** The instruction sets that machine code is made for, the fastest first. */
enum InstructionSet {
    /** 512 bits: panels of three vectors. */
    AVX512("avx512", Width.ZMM, 3, List.of("avx512f", "avx512bw", "avx512dq", "avx512vl", "avx2", "fma")),
    /** 256 bits: panels of two vectors. */
    AVX2("avx2", Width.YMM, 2, List.of("avx2", "fma"));

    /** The kernel's name. */
    final String kernel;

    final Width width;
    /** Vectors of a panel's row. */
    final int vectors;
    /** What the processor must have, as Linux names it. */
    final List<String> features;

    InstructionSet(String kernel, Width width, int vectors, List<String> features) {
        this.kernel = kernel;
        this.width = width;
        this.vectors = vectors;
        this.features = features;
    }

    /** Columns of a panel. */
    int panel() {
        return vectors * width.lanes();
    }
}
