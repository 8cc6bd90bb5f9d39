package dev.heed.kernel.tile;

import dev.heed.kernel.assembler.InstructionSet;
import dev.heed.kernel.assembler.NativeCall;
import dev.heed.kernel.tile.TileCode.Start;
import dev.heed.tensor.Matrix;
import java.lang.foreign.MemorySegment;
import java.util.EnumMap;
import java.util.Map;

/** Tiles of products and the filling of panels, by machine code of one instruction set. Immutable, thread-safe. */
public final class MachineTiles {
    private static final MemorySegment NONE = MemorySegment.NULL;

    private final InstructionSet set;
    private final Map<Start, MemorySegment[][]> tiles = new EnumMap<>(Start.class);
    private final MemorySegment transpose;
    private final MemorySegment copy;

    /** @param memory executable, with the functions where {@code code} and {@code pack} say */
    public MachineTiles(InstructionSet set, TileFunctions code, PackFunctions pack, MemorySegment memory) {
        this.set = set;
        code.starts().forEach((start, starts) -> tiles.put(start, functions(starts, memory)));
        this.transpose = memory.asSlice(pack.transpose());
        this.copy = memory.asSlice(pack.copy());
    }

    /** The tiles for floats and panels of so many vectors, by their rows. */
    public MemorySegment[] tiles(Start start, int vectors) {
        return tiles.get(start)[vectors];
    }

    private static MemorySegment[][] functions(int[][] starts, MemorySegment memory) {
        MemorySegment[][] functions = new MemorySegment[starts.length][TileCode.MOST_ROWS + 1];
        for (int vectors = TileCode.LEAST_VECTORS; vectors < starts.length; vectors++) {
            for (int rows = 1; rows <= TileCode.MOST_ROWS; rows++) {
                int start = starts[vectors][rows]; // 0 where none was made: constants stand there
                functions[vectors][rows] = start == 0 ? null : memory.asSlice(start);
            }
        }
        return functions;
    }

    /** Columns of a panel of two vectors. */
    int narrowPanel() {
        return 2 * set.width.lanes();
    }

    /** A right factor of at most {@code k} rows and {@code n} columns, all zeros. */
    public RightFactor rightFactor(int k, int n) {
        return new MachineRightFactor(this, k, n);
    }

    /** Panels at equal distances in memory, of which so many steps are multiplied. */
    public record PanelRun(MemorySegment first, long bytesToNext, int count, int steps) {}

    /**
     * Some rows of a by some panels, into the columns from c's first on.
     *
     * <p>Rows are cut into tiles whose heights differ by one at most: short tiles leave the processor waiting.
     *
     * @param code by a tile's rows
     * @param aStride bytes from row to row
     * @param tails see {@link TileCode}
     * @param cStride numbers from row to row
     * @param scales zero point and scale of each row, where the code reads them
     */
    public static void multiply(
            MemorySegment[] code,
            MemorySegment a,
            long aStride,
            PanelRun panels,
            MemorySegment tails,
            MemorySegment c,
            int cStride,
            int rows,
            MemorySegment scales) {
        if (rows == 0 || panels.steps() == 0 || panels.count() == 0) {
            throw new IllegalArgumentException("machine code: expected at least one row, one input and one panel");
        }
        int count = (rows + TileCode.MOST_ROWS - 1) / TileCode.MOST_ROWS;
        int height = rows / count;
        int taller = rows % count;
        long[] p = {aStride, 4L * cStride, panels.steps(), taller, panels.count(), panels.bytesToNext(), 0, 0};
        MemorySegment parameters = MemorySegment.ofArray(p);
        if (taller > 0) {
            NativeCall.invoke(code[height + 1], a, panels.first(), tails, c, scales, parameters);
        }
        long done = taller * (height + 1L);
        p[3] = count - taller;
        MemorySegment restOfA = a.asSlice(done * p[0]);
        MemorySegment restOfC = c.asSlice(done * p[1]);
        MemorySegment restOfScales = scales.byteSize() == 0 ? scales : scales.asSlice(done * 2 * Integer.BYTES);
        NativeCall.invoke(code[height], restOfA, panels.first(), tails, restOfC, restOfScales, parameters);
    }

    /** Rows become columns of a panel: multiples of eight of both. */
    void transpose(Matrix rows, Panels panels, int at) {
        pack(transpose, rows, rows.rows() / 8, panels, at);
    }

    /** Rows become rows of a panel; a multiple of eight columns. */
    void copy(Matrix rows, Panels panels, int at) {
        pack(copy, rows, rows.rows(), panels, at);
    }

    private static void pack(MemorySegment code, Matrix rows, int count, Panels panels, int at) {
        long[] p = {4L * rows.stride(), 4L * panels.width(), count, rows.columns() / 8};
        NativeCall.invoke(
                code,
                NativeCall.segment(rows),
                NativeCall.segment(panels.data(), at),
                NONE,
                NONE,
                NONE,
                MemorySegment.ofArray(p));
    }
}
