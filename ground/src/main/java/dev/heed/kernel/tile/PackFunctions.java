package dev.heed.kernel.tile;

import dev.heed.kernel.assembler.VectorAssembler;

/** Where the functions that fill panels begin in the code of one instruction set. */
public record PackFunctions(int transpose, int copy) {
    /** Emits both. */
    public static PackFunctions emit(VectorAssembler asm) {
        PackCode pack = new PackCode(asm);
        int transpose = asm.here();
        pack.emitTranspose();
        int copy = asm.here();
        pack.emitCopy();
        return new PackFunctions(transpose, copy);
    }
}
