package dev.heed.kernel.tile;

import static dev.heed.kernel.assembler.Assembler.Register.R10;
import static dev.heed.kernel.assembler.Assembler.Register.R11;
import static dev.heed.kernel.assembler.Assembler.Register.R12;
import static dev.heed.kernel.assembler.Assembler.Register.R8;
import static dev.heed.kernel.assembler.Assembler.Register.R9;
import static dev.heed.kernel.assembler.Assembler.Register.RAX;
import static dev.heed.kernel.assembler.Assembler.Register.RBX;
import static dev.heed.kernel.assembler.Assembler.Register.RCX;
import static dev.heed.kernel.assembler.Assembler.Register.RDI;
import static dev.heed.kernel.assembler.Assembler.Register.RDX;
import static dev.heed.kernel.assembler.Assembler.Register.RSI;

import dev.heed.kernel.assembler.Assembler.Memory;
import dev.heed.kernel.assembler.VectorAssembler;

/**
 * Brings rows into panels, by blocks of eight floats.
 *
 * <p>As C functions {@code void f(float *from, float *to, …, long p[])}: rdi, rsi, and r9 = bytes from row to row of
 * {@code from}, bytes of a panel's row, and two counts.
 *
 * @param asm takes the code
 */
public record PackCode(VectorAssembler asm) {
    private static final int BLOCK = 8;

    /**
     * Rows become columns, in blocks of 8 × 8: p[2] blocks of rows, p[3] blocks of columns; p[2]·8 columns of the panel
     * are filled.
     */
    void emitTranspose() {
        asm.push(RBX, R12);
        asm.mov(R8, Memory.at(R9, 0));
        asm.mov(RCX, Memory.at(R9, 8));
        asm.mov(R10, Memory.at(R9, 16));
        int nextRows = asm.here();
        asm.mov(RAX, RDI);
        asm.mov(R12, RSI);
        asm.mov(R11, Memory.at(R9, 24));
        int nextColumns = asm.here();
        asm.mov(RBX, RAX);
        for (int row = 0; row < BLOCK; row++) {
            asm.loadYmm(row, Memory.at(RBX, 0));
            asm.add(RBX, R8);
        }
        emitBlock();
        asm.add(RAX, 4 * BLOCK);
        asm.dec(R11);
        asm.jnz(nextColumns);
        for (int row = 0; row < BLOCK; row++) {
            asm.add(RDI, R8);
        }
        asm.add(RSI, 4 * BLOCK);
        asm.dec(R10);
        asm.jnz(nextRows);
        asm.pop(RBX, R12);
        asm.vzeroupper();
        asm.ret();
    }

    /** Registers 0 to 7, transposed, to the panel's rows at r12. */
    private void emitBlock() {
        for (int pair = 0; pair < 4; pair++) {
            asm.unpackLowYmm(8 + 2 * pair, 2 * pair, 2 * pair + 1);
            asm.unpackHighYmm(9 + 2 * pair, 2 * pair, 2 * pair + 1);
        }
        for (int half = 0; half < 2; half++) { // rows 0 to 3, rows 4 to 7
            int from = 8 + 4 * half;
            asm.shuffleYmm(4 * half, from, from + 2, 0x44);
            asm.shuffleYmm(4 * half + 1, from, from + 2, 0xEE);
            asm.shuffleYmm(4 * half + 2, from + 1, from + 3, 0x44);
            asm.shuffleYmm(4 * half + 3, from + 1, from + 3, 0xEE);
        }
        for (int selector : new int[] {0x20, 0x31}) {
            for (int column = 0; column < 4; column++) {
                asm.halvesYmm(8, column, column + 4, selector);
                asm.storeYmm(Memory.at(R12, 0), 8);
                asm.add(R12, RCX);
            }
        }
    }

    /** Rows as they are: p[2] rows, p[3] blocks of a row, all of one panel. */
    void emitCopy() {
        asm.mov(R8, Memory.at(R9, 0));
        asm.mov(RCX, Memory.at(R9, 8));
        asm.mov(R10, Memory.at(R9, 16));
        int nextRow = asm.here();
        asm.mov(RAX, RDI);
        asm.mov(RDX, RSI);
        asm.mov(R11, Memory.at(R9, 24));
        int nextBlock = asm.here();
        asm.loadYmm(0, Memory.at(RAX, 0));
        asm.storeYmm(Memory.at(RDX, 0), 0);
        asm.add(RAX, 4 * BLOCK);
        asm.add(RDX, 4 * BLOCK);
        asm.dec(R11);
        asm.jnz(nextBlock);
        asm.add(RDI, R8);
        asm.add(RSI, RCX);
        asm.dec(R10);
        asm.jnz(nextRow);
        asm.vzeroupper();
        asm.ret();
    }
}
