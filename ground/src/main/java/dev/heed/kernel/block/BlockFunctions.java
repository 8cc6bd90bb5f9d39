package dev.heed.kernel.block;

import dev.heed.kernel.assembler.CodeMemory;
import dev.heed.kernel.assembler.CodeMemory.CodeRefusedException;
import dev.heed.kernel.assembler.InstructionSet;
import dev.heed.kernel.assembler.NativeCall;
import dev.heed.tensor.Matrix;
import java.lang.foreign.MemorySegment;

/** The functions of {@link BlockProductCode} and {@link RowProductCode} for one format, in executable memory. */
final class BlockFunctions {
    private static final MemorySegment NONE = MemorySegment.NULL;
    private static final int PARAMETERS = 12; // of the tiles' code, three of them its own
    /** Columns of which a few rows of x still stay in the first cache. */
    static final int STRETCH = 1536;

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
    void decode(MemorySegment blocks, int count, MemorySegment weights, float[] scratch) {
        NativeCall.invoke(
                decode, blocks, weights, NONE, MemorySegment.ofArray(scratch), NONE, MemorySegment.ofArray(new long[] {
                    count / unitWeights
                }));
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
     * All products of some rows of floats with others, long rows a stretch at a time: a few stretches of x stay in the first
     * cache while those of the weights pass by.
     *
     * @param weights row after row
     * @param count how many rows of weights
     * @param columns of both
     * @param inputs row after row, as many as y has
     * @param y (rows, outputs), of which the columns from {@code column} on are overwritten
     * @param sums from {@link BlockScratch#sums}
     */
    void multiply(
            MemorySegment weights,
            int count,
            int columns,
            MemorySegment inputs,
            Matrix y,
            int column,
            MemorySegment sums) {
        int width = stretch(columns);
        for (int from = 0; from < columns; from += width) {
            int to = Math.min(columns, from + width);
            Stretch stretch = new Stretch(columns, from, to, sums.address());
            int most = mostRows();
            int tiles = y.rows() / most;
            int done = tiles * most;
            if (tiles > 0) {
                stretch = multiply(stretch, weights, count, inputs, most, tiles, y, column);
            }
            if (done < y.rows()) {
                MemorySegment rest = inputs.asSlice(4L * done * columns);
                multiply(stretch, weights, count, rest, y.rows() - done, 1, y.rows(done, y.rows()), column);
            }
        }
    }

    /** Stretches alike, in whole groups. */
    private static int stretch(int columns) {
        int groups = Math.ceilDiv(Math.ceilDiv(columns, Math.ceilDiv(columns, STRETCH)), BlockDecodeCode.GROUP);
        return groups * BlockDecodeCode.GROUP;
    }

    /** Columns {@code from} to {@code to - 1} of so many, and where the next sums are kept. */
    private record Stretch(int columns, int from, int to, long sums) {}

    private Stretch multiply(
            Stretch stretch,
            MemorySegment weights,
            int count,
            MemorySegment inputs,
            int rows,
            int repeats,
            Matrix y,
            int column) {
        int group = Math.min(mostWeights(), count);
        long sums = stretch.sums();
        for (int done = 0; done < count; group = Math.min(group, count - done)) {
            int groups = (count - done) / group;
            long[] p = new long[PARAMETERS];
            p[0] = 4L * stretch.columns();
            p[1] = p[0];
            p[2] = 4L * y.stride();
            p[3] = groups;
            p[4] = (stretch.to() - stretch.from()) / BlockDecodeCode.GROUP;
            p[5] = repeats;
            p[9] = sums;
            p[10] = stretch.from() == 0 ? 1 : 0;
            p[11] = stretch.to() == stretch.columns() ? 1 : 0;
            NativeCall.invoke(
                    tiles[rows][group],
                    weights.asSlice(4L * (done * stretch.columns() + stretch.from())),
                    inputs.asSlice(4L * stretch.from()),
                    NativeCall.segment(y.data(), y.offset() + column + done),
                    NONE,
                    NONE,
                    MemorySegment.ofArray(p));
            done += groups * group;
            sums += (long) groups * group * rows * repeats * BlockScratch.SUM_BYTES;
        }
        return new Stretch(stretch.columns(), stretch.from(), stretch.to(), sums);
    }
}
