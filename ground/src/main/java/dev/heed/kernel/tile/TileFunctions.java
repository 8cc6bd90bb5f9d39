package dev.heed.kernel.tile;

import dev.heed.kernel.assembler.Arithmetic;
import dev.heed.kernel.assembler.InstructionSet;
import dev.heed.kernel.assembler.VectorAssembler;
import dev.heed.kernel.tile.TileCode.End;
import dev.heed.kernel.tile.TileCode.Start;
import java.util.EnumMap;
import java.util.Map;

/**
 * Where the tiles for floats begin in the code of one instruction set.
 *
 * @param starts by what the sums start from, then by a panel's vectors and a tile's rows; 0 where none was made
 */
public record TileFunctions(Map<Start, int[][]> starts) {
    /** Emits all. */
    public static TileFunctions emit(VectorAssembler asm, InstructionSet set) {
        Map<Start, int[][]> tiles = new EnumMap<>(Start.class);
        for (Start start : Start.values()) {
            int[][] starts = new int[set.vectors + 1][TileCode.MOST_ROWS + 1];
            // linear maps begin from a row and have the widest panels, right factors begin from zero and have the
            // narrowest
            int first = start == Start.ROW ? set.vectors : TileCode.LEAST_VECTORS;
            int last = start == Start.ZERO ? TileCode.LEAST_VECTORS : set.vectors;
            for (int vectors = first; vectors <= last; vectors++) {
                for (int rows = 1; rows <= TileCode.MOST_ROWS; rows++) {
                    starts[vectors][rows] = asm.here();
                    new TileCode(asm, Arithmetic.FLOATS, rows, vectors).emit(start, End.SUMS);
                }
            }
            tiles.put(start, starts);
        }
        return new TileFunctions(tiles);
    }
}
