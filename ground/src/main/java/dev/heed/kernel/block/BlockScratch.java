package dev.heed.kernel.block;

import dev.heed.tensor.Matrix;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * What the code works in for the time of one call, a thread's own: outside the heap, where vectors begin at cache lines. What
 * stands in it from the call before is not zero.
 */
final class BlockScratch {
    /** Bytes of a sum's lanes. */
    static final int SUM_BYTES = 64;

    private static final int CACHE_LINE = 64;
    private static final ThreadLocal<BlockScratch> OWN = ThreadLocal.withInitial(BlockScratch::new);

    /** Scales of the rows in flight. */
    final float[] scales = new float[BlockProductCode.ROWS * BlockDecodeCode.SCRATCH_BYTES / Float.BYTES];

    private byte[] bytes = {};
    private MemorySegment panel = MemorySegment.NULL;
    private MemorySegment inputs = MemorySegment.NULL;
    private MemorySegment sums = MemorySegment.NULL;

    private BlockScratch() {}

    /** The calling thread's. */
    static BlockScratch own() {
        return OWN.get();
    }

    /** The calling thread's is made anew when it is next asked for, and holds nothing. */
    static void forget() {
        OWN.remove();
    }

    /** At least so many bytes, on the heap. */
    byte[] bytes(int count) {
        if (bytes.length < count) {
            bytes = new byte[count];
        }
        return bytes;
    }

    /** At least so many floats. */
    MemorySegment panel(int floats) {
        panel = atLeast(panel, floats);
        return panel;
    }

    /** Room for so many sums of 16 lanes. */
    MemorySegment sums(int count) {
        sums = atLeast(sums, (long) count * SUM_BYTES / Float.BYTES);
        return sums;
    }

    /** A copy of the rows, one behind the other. */
    MemorySegment inputs(Matrix x) {
        inputs = atLeast(inputs, (long) x.rows() * x.columns());
        for (int i = 0; i < x.rows(); i++) {
            long at = (long) Float.BYTES * i * x.columns();
            MemorySegment.copy(x.data(), x.index(i), inputs, ValueLayout.JAVA_FLOAT, at, x.columns());
        }
        return inputs;
    }

    private static MemorySegment atLeast(MemorySegment memory, long floats) {
        long bytes = Float.BYTES * floats;
        return memory.byteSize() >= bytes ? memory : Arena.ofAuto().allocate(bytes, CACHE_LINE);
    }
}
