package dev.heed.kernel.linear;

import dev.heed.kernel.assembler.Arithmetic;
import dev.heed.kernel.assembler.InstructionSet;
import dev.heed.kernel.assembler.VectorAssembler;
import dev.heed.kernel.tile.TileCode;
import dev.heed.kernel.tile.TileCode.End;
import dev.heed.kernel.tile.TileCode.Start;
import java.lang.foreign.MemorySegment;

/**
 * The machine code that linear maps of one arithmetic need.
 *
 * @param set it is made for
 * @param first whole panels, for the first group of inputs, by a tile's rows; on a matrix unit one function for any
 * @param next the same for further groups: added to what stands there
 * @param convert rounds rows of inputs; null for floats, which stay as they are
 */
public record LinearCode(
        InstructionSet set, Arithmetic arithmetic, MemorySegment[] first, MemorySegment[] next, MemorySegment convert) {
    /** Bytes of a panel that stay in the nearest cache while rows pass over it. */
    private static final int CACHED_PANEL = 24 << 10;

    /** The code of an arithmetic that {@code KernelCode} does without, and where its functions begin. */
    public record Assembled(VectorAssembler asm, int[] first, int[] next, int convert) {
        public static Assembled of(InstructionSet set, Arithmetic arithmetic, boolean listed) {
            VectorAssembler asm = new VectorAssembler(set.width, listed);
            MatrixUnitCode tiles = arithmetic.tiles() ? MatrixUnitCode.of(asm, arithmetic) : null;
            QuantizeCode quantize = new QuantizeCode(asm);
            int convert = arithmetic.integers() ? quantize.emitToIntegers(arithmetic) : quantize.emitToBfloat16();
            if (tiles != null) {
                return new Assembled(asm, new int[] {tiles.emit(false)}, new int[] {tiles.emit(true)}, convert);
            }
            if (arithmetic.integers()) {
                int[] first = tiles(asm, set, arithmetic, Start.ZERO, End.SCALED);
                return new Assembled(
                        asm, first, tiles(asm, set, arithmetic, Start.ZERO, End.SCALED_AND_ADDED), convert);
            }
            int[] first = tiles(asm, set, arithmetic, Start.ROW, End.SUMS);
            return new Assembled(asm, first, tiles(asm, set, arithmetic, Start.SUMS, End.SUMS), convert);
        }

        private static int[] tiles(
                VectorAssembler asm, InstructionSet set, Arithmetic arithmetic, Start start, End end) {
            int[] starts = new int[TileCode.MOST_ROWS + 1];
            for (int rows = 1; rows <= TileCode.MOST_ROWS; rows++) {
                starts[rows] = asm.here();
                new TileCode(asm, arithmetic, rows, set.vectors).emit(start, end);
            }
            return starts;
        }
    }

    /** Of code that stands in executable memory. */
    public static LinearCode of(InstructionSet set, Arithmetic arithmetic, Assembled code, MemorySegment memory) {
        return new LinearCode(
                set,
                arithmetic,
                functions(code.first(), memory),
                functions(code.next(), memory),
                memory.asSlice(code.convert()));
    }

    private static MemorySegment[] functions(int[] starts, MemorySegment memory) {
        MemorySegment[] functions = new MemorySegment[starts.length];
        for (int rows = 0; rows < starts.length; rows++) {
            functions[rows] = memory.asSlice(starts[rows]);
        }
        return functions;
    }

    /** Columns of a panel. */
    int panel() {
        return arithmetic.tiles() ? MatrixUnitCode.VECTORS * set.width.lanes() : set.panel();
    }

    /** Vector rows that belong to a panel. */
    static int tailRows(Arithmetic arithmetic) {
        return (arithmetic.integers() ? End.SCALED : End.SUMS).tailRows();
    }

    /** Inputs that are multiplied before the next panel is fetched. */
    int group() {
        return arithmetic.integers() ? ByteWeights.GROUP : CACHED_PANEL / (4 * panel()) * arithmetic.inputs;
    }
}
