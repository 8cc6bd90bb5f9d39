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

import dev.heed.kernel.assembler.Assembler.Jump;
import dev.heed.kernel.assembler.Assembler.Memory;
import dev.heed.kernel.assembler.Assembler.Register;
import dev.heed.kernel.assembler.VectorAssembler;
import java.util.function.Consumer;

/**
 * {@link WindowKernel#mergeRows}: a whole plan in one call, the rows of the next record on their way from memory.
 *
 * <pre>{@code
 * void mergeRows(float *base, long rowBytes,   // rdi, rsi: a multiple of 64
 *                float **parts, int *plan,     // rdx, rcx
 *                float *sums)                  // r8: scratch, a row
 * }</pre>
 *
 * @param asm takes the code
 */
public record RowMergeCode(VectorAssembler asm) {
    private static final int HEADER = 12;
    private static final int COPY = 8; // bytes: a part's number, a row of it
    private static final Register BASE_ROW = R10;
    private static final Register PART_ROW = R11;

    void emit() {
        asm.add(R8, RSI);
        int next = asm.here();
        asm.movInt(RAX, Memory.at(RCX, 0));
        asm.test(RAX);
        Jump end = asm.jz();
        emitPrefetch();
        asm.movInt(R9, Memory.at(RCX, 0));
        asm.broadcast(1, Memory.at(RCX, 4));
        emitRow(BASE_ROW, RCX, 8, RDI);
        asm.add(RCX, HEADER);
        emitPartRow(RCX, 0);
        emitVectors(within -> {
            emitChange(within);
            asm.store(element(R8, within), 0);
        });
        asm.dec(R9);
        int nextCopy = asm.here();
        asm.add(RCX, COPY);
        emitPartRow(RCX, 0);
        emitVectors(within -> {
            emitChange(within);
            asm.add(0, 0, element(R8, within));
            asm.store(element(R8, within), 0);
        });
        asm.dec(R9);
        asm.jnz(nextCopy);
        asm.add(RCX, COPY);
        emitVectors(within -> {
            asm.mul(0, 1, element(R8, within));
            asm.add(0, 0, element(BASE_ROW, within));
            asm.store(element(BASE_ROW, within), 0);
        });
        asm.jmp(next);
        asm.land(end);
        asm.vzeroupper();
        asm.ret();
    }

    /** Asks for the next record's row and its first two copies; rax holds this one's number of copies. */
    private void emitPrefetch() {
        asm.lea(R9, Memory.indexed(RCX, RAX, COPY).plus(HEADER));
        emitRow(BASE_ROW, R9, 8, RDI);
        WindowCode.emitLines(asm, RAX, () -> asm.prefetchToWrite(element(BASE_ROW, 0)));
        for (int copy = 0; copy < 2; copy++) {
            emitPartRow(R9, HEADER + COPY * copy);
            WindowCode.emitLines(asm, RAX, () -> asm.prefetch(element(PART_ROW, 0)));
        }
    }

    /** How far the copy's number is from the row's. */
    private void emitChange(int within) {
        asm.load(0, element(PART_ROW, within));
        asm.sub(0, 0, element(BASE_ROW, within));
    }

    /** The address behind the row that a copy in the plan names. */
    private void emitPartRow(Register plan, int at) {
        asm.movInt(RAX, Memory.at(plan, at));
        asm.mov(RAX, Memory.indexed(RDX, RAX, 8));
        emitRow(PART_ROW, plan, at + 4, RAX);
    }

    /** The address behind the row whose number stands in the plan. */
    private void emitRow(Register to, Register plan, int at, Register matrix) {
        asm.movInt(to, Memory.at(plan, at));
        asm.multiply(to, RSI);
        asm.add(to, matrix);
        asm.add(to, RSI);
    }

    private void emitVectors(Consumer<Integer> body) {
        WindowCode.emitVectors(asm, body);
    }

    private static Memory element(Register row, int within) {
        return WindowCode.element(row, within);
    }
}
