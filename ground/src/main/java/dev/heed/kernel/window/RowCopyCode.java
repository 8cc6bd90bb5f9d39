package dev.heed.kernel.window;

import static dev.heed.kernel.assembler.Assembler.Register.R10;
import static dev.heed.kernel.assembler.Assembler.Register.R11;
import static dev.heed.kernel.assembler.Assembler.Register.R8;
import static dev.heed.kernel.assembler.Assembler.Register.R9;
import static dev.heed.kernel.assembler.Assembler.Register.RAX;
import static dev.heed.kernel.assembler.Assembler.Register.RCX;
import static dev.heed.kernel.assembler.Assembler.Register.RDI;
import static dev.heed.kernel.assembler.Assembler.Register.RDX;
import static dev.heed.kernel.assembler.Assembler.Register.RSI;

import dev.heed.kernel.assembler.Assembler.Memory;
import dev.heed.kernel.assembler.Assembler.Register;
import dev.heed.kernel.assembler.VectorAssembler;

/**
 * {@link WindowKernel#copyRows}: scattered rows, of which several are on their way from memory at once.
 *
 * <pre>{@code
 * void copyRows(float *from, int *fromRows,   // rdi, rsi
 *               float *to, int *toRows,       // rdx, rcx
 *               long rowBytes, long rows)     // r8: a multiple of 64; r9: at least 1
 * }</pre>
 *
 * @param asm takes the code
 */
public record RowCopyCode(VectorAssembler asm) {
    private static final int LINE = WindowCode.LINE;

    void emit() {
        int next = asm.here();
        emitRow(R10, RSI, WindowKernel.ROWS_AHEAD, RDI);
        emitRow(R11, RCX, WindowKernel.ROWS_AHEAD, RDX);
        emitLines(() -> {
            asm.prefetch(Memory.indexed(R10, RAX, 1));
            asm.prefetchToWrite(Memory.indexed(R11, RAX, 1));
        });
        emitRow(R10, RSI, 0, RDI);
        emitRow(R11, RCX, 0, RDX);
        emitLines(() -> {
            for (int within = 0; within < LINE; within += asm.width().bytes) {
                asm.load(0, Memory.indexed(R10, RAX, 1).plus(within));
                asm.store(Memory.indexed(R11, RAX, 1).plus(within), 0);
            }
        });
        asm.add(RSI, 4);
        asm.add(RCX, 4);
        asm.dec(R9);
        asm.jnz(next);
        asm.vzeroupper();
        asm.ret();
    }

    /** The address behind a row whose number stands so many further on. */
    private void emitRow(Register to, Register rows, int ahead, Register matrix) {
        asm.movInt(to, Memory.at(rows, 4 * ahead));
        asm.multiply(to, R8);
        asm.add(to, matrix);
        asm.add(to, R8);
    }

    private void emitLines(Runnable body) {
        asm.mov(RAX, R8);
        asm.neg(RAX);
        int next = asm.here();
        body.run();
        asm.add(RAX, LINE);
        asm.jnz(next);
    }
}
