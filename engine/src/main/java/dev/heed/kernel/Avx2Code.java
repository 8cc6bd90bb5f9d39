package dev.heed.kernel;

import static dev.heed.kernel.Assembler.Register.R10;
import static dev.heed.kernel.Assembler.Register.R11;
import static dev.heed.kernel.Assembler.Register.R8;
import static dev.heed.kernel.Assembler.Register.R9;
import static dev.heed.kernel.Assembler.Register.RAX;
import static dev.heed.kernel.Assembler.Register.RBP;
import static dev.heed.kernel.Assembler.Register.RBX;
import static dev.heed.kernel.Assembler.Register.RCX;
import static dev.heed.kernel.Assembler.Register.RDI;
import static dev.heed.kernel.Assembler.Register.RDX;
import static dev.heed.kernel.Assembler.Register.RSI;
import static dev.heed.kernel.Assembler.Register.RSP;

import dev.heed.kernel.Assembler.Memory;
import dev.heed.kernel.Assembler.Register;

/**
 * Matrix products for AVX2 and FMA: up to six rows by one panel of 16 columns, the sums in registers from the first
 * multiply-add to the last. After the tiling of Goto and van de Geijn (2008).
 *
 * <p>As a C function (System V calling convention), {@code tiles} tiles of {@code rows} rows each, one below the other:
 *
 * <pre>{@code
 * void tile(float *a, long aStride,      // rdi, rsi: rows · tiles rows of k floats; strides in bytes
 *           float *panel,                // rdx: k rows of 16 floats
 *           float *start,                // rcx: 16 floats that every row's sums start from
 *           float *c, long cStride,      // r8, r9: rows · tiles rows, overwritten or added to
 *           long k, long tiles)          // on the stack
 * }</pre>
 *
 * <p>Each sum runs over k in ascending order, one fused multiply-add a step: the bits of {@link PlainKernels}. Registers:
 * ymm0–ymm11 sums (two a row), ymm12–13 the panel's row, ymm14–15 one element of a, broadcast.
 */
final class Avx2Code {
    /** Columns of a panel. */
    static final int PANEL = 16;
    /** The most rows of a tile: 12 of the 16 vector registers hold sums. */
    static final int MOST_ROWS = 6;

    private static final int HALF = 32; // bytes of a vector
    private static final int PUSHED = 16; // bytes of saved registers on the stack

    private Avx2Code() {}

    /** What the sums start from. */
    enum Start {
        /** The 16 floats at {@code start}. */
        ROW,
        /** What stands in c: the product is added to it. */
        SUMS
    }

    /** The function for tiles of {@code rows} rows. */
    static void emitTile(Assembler asm, int rows, Start start) {
        asm.push(RBX);
        asm.push(RBP);
        asm.mov(R10, Memory.at(RSP, PUSHED + 16)); // tiles
        int nextTile = asm.here();
        emitStart(asm, rows, start);
        asm.mov(RAX, RDI); // rows 0 to 2 by rax, 3 to 5 by rbx
        asm.lea(RBX, Memory.indexed(RAX, RSI, 2));
        asm.add(RBX, RSI);
        asm.mov(R11, RDX);
        asm.mov(RBP, Memory.at(RSP, PUSHED + 8)); // k
        int nextStep = asm.here();
        emitStep(asm, rows);
        asm.dec(RBP);
        asm.jnz(nextStep);
        emitStores(asm, rows);
        for (int row = 0; row < rows; row++) {
            asm.add(RDI, RSI);
        }
        asm.dec(R10);
        asm.jnz(nextTile);
        asm.pop(RBP);
        asm.pop(RBX);
        asm.vzeroupper();
        asm.ret();
    }

    private static void emitStart(Assembler asm, int rows, Start start) {
        if (start == Start.ROW) {
            asm.vmovups(0, Memory.at(RCX, 0));
            asm.vmovups(1, Memory.at(RCX, HALF));
            for (int row = 1; row < rows; row++) {
                asm.vmovaps(2 * row, 0);
                asm.vmovaps(2 * row + 1, 1);
            }
            return;
        }
        asm.mov(RAX, R8);
        for (int row = 0; row < rows; row++) {
            asm.vmovups(2 * row, Memory.at(RAX, 0));
            asm.vmovups(2 * row + 1, Memory.at(RAX, HALF));
            asm.add(RAX, R9);
        }
    }

    /** One k: the panel's row times one element of each row of a. */
    private static void emitStep(Assembler asm, int rows) {
        asm.vmovups(12, Memory.at(R11, 0));
        asm.vmovups(13, Memory.at(R11, HALF));
        for (int row = 0; row < rows; row++) {
            int broadcast = 14 + row % 2;
            asm.vbroadcastss(broadcast, element(row));
            asm.vfmadd231ps(2 * row, broadcast, 12);
            asm.vfmadd231ps(2 * row + 1, broadcast, 13);
        }
        asm.add(RAX, 4);
        asm.add(RBX, 4);
        asm.add(R11, 2 * HALF);
    }

    private static Memory element(int row) {
        Register base = row < 3 ? RAX : RBX;
        return row % 3 == 0 ? Memory.at(base, 0) : Memory.indexed(base, RSI, row % 3);
    }

    private static void emitStores(Assembler asm, int rows) {
        for (int row = 0; row < rows; row++) {
            asm.vmovups(Memory.at(R8, 0), 2 * row);
            asm.vmovups(Memory.at(R8, HALF), 2 * row + 1);
            asm.add(R8, R9);
        }
    }
}
