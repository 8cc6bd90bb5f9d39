package dev.heed.kernel;

import dev.heed.kernel.TileCode.End;
import dev.heed.kernel.TileCode.Start;
import java.util.EnumMap;
import java.util.Map;

/**
 * All functions of one instruction set, assembled, and where each begins.
 *
 * @param asm holds the code
 * @param tiles by what the sums start from, then by a panel's vectors and a tile's rows
 */
record KernelCode(
        VectorAssembler asm,
        Map<Start, int[][]> tiles,
        int scaledMaxima,
        int exponentialSums,
        Map<Activation, Integer> activations,
        int norm,
        int normOfSum,
        int transpose,
        int copy) {

    /** @param listed whether to write a listing too */
    static KernelCode assemble(InstructionSet set, boolean listed) {
        VectorAssembler asm = new VectorAssembler(set.width, listed);
        MathCode math = new MathCode(asm);
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
        RowCode row = new RowCode(asm, math);
        int scaledMaxima = asm.here();
        row.emitScaledMaxima();
        int exponentialSums = asm.here();
        row.emitExponentialSums();
        Map<Activation, Integer> activations = new EnumMap<>(Activation.class);
        for (Activation activation : new Activation[] {Activation.GELU, Activation.GELU_TANH, Activation.SILU}) {
            activations.put(activation, asm.here());
            row.emitActivation(activation);
        }
        LayerNormCode layerNorm = new LayerNormCode(asm, math);
        int norm = asm.here();
        layerNorm.emit(false);
        int normOfSum = asm.here();
        layerNorm.emit(true);
        PackCode pack = new PackCode(asm);
        int transpose = asm.here();
        pack.emitTranspose();
        int copy = asm.here();
        pack.emitCopy();
        return new KernelCode(asm, tiles, scaledMaxima, exponentialSums, activations, norm, normOfSum, transpose, copy);
    }
}
