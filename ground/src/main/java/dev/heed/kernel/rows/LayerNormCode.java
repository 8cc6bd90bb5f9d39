package dev.heed.kernel.rows;

import static dev.heed.kernel.assembler.Assembler.Register.R10;
import static dev.heed.kernel.assembler.Assembler.Register.R11;
import static dev.heed.kernel.assembler.Assembler.Register.R8;
import static dev.heed.kernel.assembler.Assembler.Register.R9;
import static dev.heed.kernel.assembler.Assembler.Register.RAX;
import static dev.heed.kernel.assembler.Assembler.Register.RBX;
import static dev.heed.kernel.assembler.Assembler.Register.RCX;
import static dev.heed.kernel.assembler.Assembler.Register.RDI;
import static dev.heed.kernel.assembler.Assembler.Register.RDX;
import static dev.heed.kernel.assembler.Assembler.Register.RSI;

import dev.heed.kernel.Kernels;
import dev.heed.kernel.assembler.Assembler.Memory;
import dev.heed.kernel.assembler.Assembler.Register;
import dev.heed.kernel.assembler.VectorAssembler;

/**
 * {@link Kernels#layerNorm} in three passes over each row: sum, squared deviations, result.
 *
 * <p>As a C function {@code void norm(float *x, float *residual, float *weight, float *bias, float *out, long p[])}: rdi,
 * rsi, rdx, rcx, r8, and r9 = bytes from row to row of x, rows, groups of 16 floats in a row, bytes from row to row of
 * residual and of out, then as floats a row's length and epsilon.
 *
 * @param asm takes the code
 * @param math whose constants stand in it
 */
public record LayerNormCode(VectorAssembler asm, MathCode math) {
    private static final int GROUP_BYTES = 64;
    private static final int SUM = 0; // and 1 for lanes 8 to 15 where a vector has 8
    private static final int SCRATCH = 2;
    private static final int MEAN = 3;
    private static final int SCALE = 4;
    private static final int LENGTH = 5;
    private static final int VALUE = 6;

    void emit(boolean withResidual) {
        asm.push(RBX);
        asm.broadcast(LENGTH, Memory.at(R9, 40));
        asm.mov(R10, Memory.at(R9, 8));
        int nextRow = asm.here();
        zeroSum();
        asm.mov(RBX, RSI);
        asm.mov(RAX, R8);
        groups(RDI, (x, at) -> {
            asm.load(VALUE, x);
            if (withResidual) {
                asm.add(VALUE, VALUE, Memory.at(RBX, at));
            }
            asm.store(Memory.at(RAX, at), VALUE);
            asm.add(SUM + at / asm.width().bytes, SUM + at / asm.width().bytes, VALUE);
        });
        mean(MEAN);
        zeroSum();
        groups(R8, (x, at) -> {
            asm.load(VALUE, x);
            asm.sub(VALUE, VALUE, MEAN);
            asm.store(x, VALUE);
            asm.mul(VALUE, VALUE, VALUE);
            asm.add(SUM + at / asm.width().bytes, SUM + at / asm.width().bytes, VALUE);
        });
        mean(SCALE);
        asm.broadcast(SCRATCH, Memory.at(R9, 48));
        asm.add(SCALE, SCALE, SCRATCH);
        asm.sqrt(SCRATCH, SCALE);
        asm.load(SCALE, math.one);
        asm.div(SCALE, SCALE, SCRATCH);
        asm.mov(RBX, RDX);
        asm.mov(RAX, RCX);
        groups(R8, (x, at) -> {
            asm.load(VALUE, x);
            asm.mul(VALUE, VALUE, SCALE);
            asm.load(SCRATCH, Memory.at(RAX, at));
            asm.fma231(SCRATCH, VALUE, Memory.at(RBX, at));
            asm.store(x, SCRATCH);
        });
        asm.add(RDI, Memory.at(R9, 0));
        asm.add(RSI, Memory.at(R9, 24));
        asm.add(R8, Memory.at(R9, 32));
        asm.dec(R10);
        asm.jnz(nextRow);
        asm.pop(RBX);
        asm.vzeroupper();
        asm.ret();
    }

    private void zeroSum() {
        for (int v = 0; v < GROUP_BYTES / asm.width().bytes; v++) {
            asm.zero(SUM + v);
        }
    }

    /** The sum over the row's length, in all lanes. */
    private void mean(int to) {
        RowCode.emitReduction(asm, SUM, SCRATCH, true);
        asm.broadcast(to, SUM);
        asm.div(to, to, LENGTH);
    }

    private interface Step {
        void emit(Memory x, int at);
    }

    /** The row from {@code first} on; rax and rbx walk beside it. */
    private void groups(Register first, Step step) {
        asm.push(first);
        asm.mov(R11, Memory.at(R9, 16));
        int nextGroup = asm.here();
        for (int at = 0; at < GROUP_BYTES; at += asm.width().bytes) {
            step.emit(Memory.at(first, at), at);
        }
        asm.add(first, GROUP_BYTES);
        asm.add(RAX, GROUP_BYTES);
        asm.add(RBX, GROUP_BYTES);
        asm.dec(R11);
        asm.jnz(nextGroup);
        asm.pop(first);
    }
}
