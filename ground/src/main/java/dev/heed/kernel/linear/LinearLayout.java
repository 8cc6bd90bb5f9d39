package dev.heed.kernel.linear;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Optional;

/** How a kernel lays out linear maps of one {@link NumberFormat}. Stateless, thread-safe. */
public interface LinearLayout {
    /** Lays a map out in memory of its own; the weights are read now, not kept. */
    PreparedLinear prepare(LinearWeights weights);

    /** What the processor multiplies by itself; empty where it does so as plain numbers. */
    default Optional<String> unit() {
        return Optional.empty();
    }

    /** A layout that works where the weights stand: in a file mapped into memory, say. */
    interface InPlace extends LinearLayout {
        /** Boundary on which a map's bytes have to begin. */
        int ALIGNMENT = 64;

        /** Names the layout: what was filled under a name may be opened under it, on any machine. */
        String name();

        /** Bytes that a map takes. */
        long bytes(int inputs, int outputs);

        /** Lays a map out. All of {@code target} is written, which has {@link #bytes} and is aligned. */
        void fill(LinearWeights weights, MemorySegment target);

        /** A map that was filled; it reads {@code filled} as long as it is used. */
        PreparedLinear open(int inputs, int outputs, MemorySegment filled);

        @Override
        default PreparedLinear prepare(LinearWeights weights) {
            int inputs = weights.rows().inputs();
            int outputs = weights.rows().outputs();
            MemorySegment own = Arena.ofAuto().allocate(bytes(inputs, outputs), ALIGNMENT);
            fill(weights, own);
            return open(inputs, outputs, own);
        }
    }
}
