package dev.heed.kernel;

import dev.heed.kernel.TileCode.End;
import dev.heed.kernel.TileCode.Start;
import java.lang.foreign.MemorySegment;

/**
 * The machine code that linear maps of one arithmetic need.
 *
 * @param set it is made for
 * @param tiles whole panels, by whether these are the first inputs, whether the last, and the tile's rows
 * @param convert rounds rows of inputs; null for floats, which stay as they are
 */
record LinearCode(InstructionSet set, Arithmetic arithmetic, MemorySegment[][][] tiles, MemorySegment convert) {
    /** Bytes of a panel that stay in the nearest cache while rows pass over it. */
    private static final int CACHED_PANEL = 24 << 10;

    /** The code of an arithmetic that {@link KernelCode} does without, and where its functions begin. */
    record Assembled(VectorAssembler asm, int[][][] tiles, int convert) {
        static Assembled of(InstructionSet set, Arithmetic arithmetic, boolean listed) {
            VectorAssembler asm = new VectorAssembler(set.width, listed);
            QuantizeCode quantize = new QuantizeCode(asm);
            int convert = 0;
            if (arithmetic.integers()) {
                convert = quantize.emitToIntegers(arithmetic);
            } else {
                quantize.emitToBfloat16();
            }
            int[][][] tiles = new int[2][2][];
            for (int first = 0; first < 2; first++) {
                for (int last = 0; last < 2; last++) {
                    tiles[first][last] = last == 1 && !arithmetic.integers()
                            ? tiles[first][0]
                            : tiles(asm, set, arithmetic, first == 1, last == 1);
                }
            }
            return new Assembled(asm, tiles, convert);
        }

        private static int[] tiles(
                VectorAssembler asm, InstructionSet set, Arithmetic arithmetic, boolean first, boolean last) {
            Start start = !first ? Start.SUMS : arithmetic.integers() ? Start.ZERO : Start.ROW;
            End end = last && arithmetic.integers() ? End.SCALED : End.SUMS;
            int[] starts = new int[TileCode.MOST_ROWS + 1];
            for (int rows = 1; rows <= TileCode.MOST_ROWS; rows++) {
                starts[rows] = asm.here();
                new TileCode(asm, arithmetic, rows, set.vectors).emit(start, end);
            }
            return starts;
        }
    }

    /** Of code that stands in executable memory. */
    static LinearCode of(InstructionSet set, Arithmetic arithmetic, Assembled code, MemorySegment memory) {
        MemorySegment[][][] tiles = new MemorySegment[2][2][TileCode.MOST_ROWS + 1];
        for (int first = 0; first < 2; first++) {
            for (int last = 0; last < 2; last++) {
                for (int rows = 1; rows <= TileCode.MOST_ROWS; rows++) {
                    tiles[first][last][rows] = memory.asSlice(code.tiles()[first][last][rows]);
                }
            }
        }
        return new LinearCode(set, arithmetic, tiles, memory.asSlice(code.convert()));
    }

    /** Of the functions for floats. */
    static LinearCode floats(InstructionSet set, MemorySegment[] fromRow, MemorySegment[] fromSums) {
        MemorySegment[][][] tiles = {{fromSums, fromSums}, {fromRow, fromRow}};
        return new LinearCode(set, Arithmetic.FLOATS, tiles, null);
    }

    /** Functions by a tile's rows. */
    MemorySegment[] tiles(boolean first, boolean last) {
        return tiles[first ? 1 : 0][last ? 1 : 0];
    }

    /** Vector rows that belong to a panel. */
    int tailRows() {
        return (arithmetic.integers() ? End.SCALED : End.SUMS).tailRows();
    }

    /** Steps that are multiplied before the next panel is fetched. */
    int stepsTogether() {
        return CACHED_PANEL / (4 * set.panel());
    }
}
