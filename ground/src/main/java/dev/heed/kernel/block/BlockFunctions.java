package dev.heed.kernel.block;

import dev.heed.kernel.assembler.CodeMemory;
import dev.heed.kernel.assembler.CodeMemory.CodeRefusedException;
import dev.heed.kernel.assembler.InstructionSet;
import dev.heed.kernel.assembler.NativeCall;
import java.lang.foreign.MemorySegment;

/** The functions of {@link BlockProductCode} and {@link RowProductCode} for one format, in executable memory. */
final class BlockFunctions {
    private static final MemorySegment NONE = MemorySegment.NULL;

    private final BlockFormat format;
    private final int unitWeights;
    private final MemorySegment decode;
    private final MemorySegment multiplyOne;
    private final MemorySegment multiplySeveral;
    private final MemorySegment[][] tiles; // by rows of x and rows of weights

    private BlockFunctions(BlockFormat format, BlockProductCode code, MemorySegment memory, MemorySegment[][] tiles) {
        this.format = format;
        this.unitWeights = Math.max(BlockDecodeCode.GROUP, format.weights());
        this.decode = memory.asSlice(code.decode());
        this.multiplyOne = memory.asSlice(code.multiplyOne());
        this.multiplySeveral = memory.asSlice(code.multiply());
        this.tiles = tiles;
    }

    /** @param tiles from {@link #tiles} */
    static BlockFunctions install(InstructionSet set, BlockFormat format, CodeMemory memory, MemorySegment[][] tiles)
            throws CodeRefusedException {
        BlockProductCode code = BlockProductCode.assemble(set, format, false);
        return new BlockFunctions(format, code, memory.install(code.asm().code()), tiles);
    }

    /** The tiles, which all formats share. */
    static MemorySegment[][] tiles(InstructionSet set, CodeMemory memory) throws CodeRefusedException {
        RowProductCode code = RowProductCode.assemble(set, false);
        MemorySegment installed = memory.install(code.asm().code());
        MemorySegment[][] tiles = new MemorySegment[code.starts().length][code.starts()[1].length];
        for (int rows = 1; rows < tiles.length; rows++) {
            for (int weights = 1; weights < tiles[rows].length; weights++) {
                tiles[rows][weights] = installed.asSlice(code.starts()[rows][weights]);
            }
        }
        return tiles;
    }

    /** Whether the code takes rows of so many weights. */
    boolean takes(int columns) {
        return columns > 0 && columns % unitWeights == 0;
    }

    int mostRows() {
        return tiles.length - 1;
    }

    int mostWeights() {
        return tiles[1].length - 1;
    }

    /** Weights of consecutive blocks, {@code count} in all. */
    void decode(MemorySegment blocks, int count, float[] weights, int offset, float[] scratch) {
        NativeCall.invoke(
                decode,
                blocks,
                NativeCall.segment(weights, offset),
                NONE,
                MemorySegment.ofArray(scratch),
                NONE,
                MemorySegment.ofArray(new long[] {count / unitWeights}));
    }

    /** Products of rows {@code from} to {@code to - 1} with one row of x, to {@code y[offset …]}. */
    void multiply(BlockRows rows, int from, int to, float[] x, int atX, float[] y, int offset, float[] scratch) {
        int several = (to - from) / BlockProductCode.ROWS * BlockProductCode.ROWS;
        multiply(multiplySeveral, BlockProductCode.ROWS, rows, from, from + several, x, atX, y, offset, scratch);
        multiply(multiplyOne, 1, rows, from + several, to, x, atX, y, offset + several, scratch);
    }

    private void multiply(
            MemorySegment code,
            int group,
            BlockRows rows,
            int from,
            int to,
            float[] x,
            int atX,
            float[] y,
            int offset,
            float[] scratch) {
        if (from == to) {
            return;
        }
        NativeCall.invoke(
                code,
                rows.data().asSlice(from * rows.rowBytes(), (to - from) * rows.rowBytes()),
                NativeCall.segment(x, atX),
                NativeCall.segment(y, offset),
                MemorySegment.ofArray(scratch),
                NONE,
                MemorySegment.ofArray(new long[] {rows.rowBytes(), (to - from) / group, rows.columns() / unitWeights}));
    }

    /**
     * All products of some rows of floats with others.
     *
     * @param weights row after row
     * @param count how many rows of weights
     * @param columns of both
     * @param rows of x, at most {@link #mostRows}
     */
    void multiply(
            MemorySegment weights,
            int count,
            int columns,
            float[] x,
            int atX,
            int strideX,
            int rows,
            float[] y,
            int offset,
            int strideY) {
        int group = Math.min(mostWeights(), count);
        for (int done = 0; done < count; group = Math.min(group, count - done)) {
            int groups = (count - done) / group;
            long[] p = {4L * columns, 4L * strideX, 4L * strideY, groups, columns / BlockDecodeCode.GROUP};
            NativeCall.invoke(
                    tiles[rows][group],
                    weights.asSlice(4L * done * columns),
                    NativeCall.segment(x, atX),
                    NativeCall.segment(y, offset + done),
                    NONE,
                    NONE,
                    MemorySegment.ofArray(p));
            done += groups * group;
        }
    }
}
