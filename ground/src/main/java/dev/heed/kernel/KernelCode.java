package dev.heed.kernel;

import dev.heed.kernel.assembler.InstructionSet;
import dev.heed.kernel.assembler.VectorAssembler;
import dev.heed.kernel.rows.MathCode;
import dev.heed.kernel.rows.RowFunctions;
import dev.heed.kernel.tile.PackFunctions;
import dev.heed.kernel.tile.TileFunctions;

/**
 * What every process needs of one instruction set, assembled in one piece, and where each function begins.
 *
 * @param asm holds the code
 */
record KernelCode(VectorAssembler asm, TileFunctions tiles, RowFunctions rows, PackFunctions pack) {

    /** @param listed whether to write a listing too */
    static KernelCode assemble(InstructionSet set, boolean listed) {
        VectorAssembler asm = new VectorAssembler(set.width, listed);
        MathCode math = new MathCode(asm);
        TileFunctions tiles = TileFunctions.emit(asm, set);
        RowFunctions rows = RowFunctions.emit(asm, math);
        return new KernelCode(asm, tiles, rows, PackFunctions.emit(asm));
    }
}
