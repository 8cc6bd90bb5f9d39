package dev.heed.kernel.linear;

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

import dev.heed.kernel.assembler.Arithmetic;
import dev.heed.kernel.assembler.Assembler.Memory;
import dev.heed.kernel.assembler.VectorAssembler;
import dev.heed.kernel.assembler.VectorAssembler.Width;
import dev.heed.kernel.rows.RowCode;

/**
 * Rounds the rows of a left factor to fewer bits, 16 numbers at a time.
 *
 * <p>As C functions {@code void f(float *x, float *inverse, void *to, int *rows, -, long p[])}: rdi, rsi, rdx, rcx, and r9 =
 * bytes from row to row of x, rows, groups of 16 floats in a row, bytes from row to row of {@code to}.
 *
 * @param asm takes the code
 */
public record QuantizeCode(VectorAssembler asm) {
    private static final int GROUP = 16;
    private static final int HIGH = 0; // and 1 for lanes 8 to 15 where a vector has 8; so the next two
    private static final int MINUS_LOW = 2;
    private static final int CHECK = 4;
    private static final int ZERO = 6;
    private static final int INVERSE_SCALE = 7;
    private static final int ZERO_POINT = 8;
    private static final int LEVELS = 9;
    private static final int VALUE = 10;
    private static final int SCRATCH = 12;

    private int vectorsInGroup() {
        return 4 * GROUP / asm.width().bytes;
    }

    /**
     * {@link ByteRow}, its integers as {@code arithmetic} takes them; zero point and scale of each row to rcx.
     *
     * @return where the function begins, behind its constants
     */
    int emitToIntegers(Arithmetic arithmetic) {
        int lanes = asm.width().lanes();
        Memory signBit = asm.data(Float.floatToRawIntBits(-0f), lanes);
        Memory levels = asm.data(Float.floatToRawIntBits(ByteRow.LEVELS), lanes);
        Memory leastRange = asm.data(Float.floatToRawIntBits(ByteRow.LEAST_RANGE), lanes);
        int start = asm.here();
        rows(() -> {
            for (int register = HIGH; register <= ZERO; register++) {
                asm.zero(register);
            }
            asm.load(LEVELS, levels);
            groups(() -> {
                for (int v = 0; v < vectorsInGroup(); v++) {
                    loadBalanced(VALUE, v);
                    asm.max(HIGH + v, HIGH + v, VALUE);
                    asm.xor(SCRATCH, VALUE, signBit);
                    asm.max(MINUS_LOW + v, MINUS_LOW + v, SCRATCH);
                    asm.fma231(CHECK + v, VALUE, ZERO);
                }
            });
            emitRowScale(leastRange);
            groups(() -> {
                for (int v = 0; v < vectorsInGroup(); v++) {
                    loadBalanced(VALUE + v, v);
                    asm.fma213(VALUE + v, INVERSE_SCALE, ZERO_POINT);
                    asm.max(VALUE + v, VALUE + v, ZERO);
                    asm.min(VALUE + v, VALUE + v, LEVELS);
                    asm.floatsToInts(VALUE + v, VALUE + v);
                }
                storeGroup(arithmetic);
                asm.add(R8, GROUP * arithmetic.bytes());
            });
            asm.add(RCX, 8);
        });
        return start;
    }

    private void loadBalanced(int to, int v) {
        int at = v * asm.width().bytes;
        asm.load(to, Memory.at(RAX, at));
        asm.mul(to, to, Memory.at(R11, at));
    }

    /** The row's zero point and scale, stored and in all lanes. */
    private void emitRowScale(Memory leastRange) {
        RowCode.emitReduction(asm, HIGH, SCRATCH, false);
        RowCode.emitReduction(asm, MINUS_LOW, SCRATCH, false);
        RowCode.emitReduction(asm, CHECK, SCRATCH, true);
        asm.add(VALUE, HIGH, MINUS_LOW);
        asm.load(SCRATCH, leastRange);
        asm.max(VALUE, VALUE, SCRATCH);
        asm.div(SCRATCH, LEVELS, VALUE);
        asm.broadcast(INVERSE_SCALE, SCRATCH);
        asm.div(VALUE, VALUE, LEVELS);
        asm.add(VALUE, VALUE, CHECK);
        asm.storeFirst(Memory.at(RCX, 4), VALUE);
        asm.mul(VALUE, MINUS_LOW, SCRATCH);
        asm.floatsToInts(VALUE, VALUE);
        asm.storeFirst(Memory.at(RCX, 0), VALUE);
        asm.intsToFloats(VALUE, VALUE);
        asm.broadcast(ZERO_POINT, VALUE);
    }

    private void storeGroup(Arithmetic arithmetic) {
        if (arithmetic.bytes() == 1) {
            asm.storeBytes(Memory.at(R8, 0), VALUE);
        } else if (asm.width() == Width.ZMM) {
            asm.storeShorts(Memory.at(R8, 0), VALUE);
        } else {
            asm.halvesYmm(SCRATCH, VALUE, VALUE + 1, 0x20);
            asm.halvesYmm(SCRATCH + 1, VALUE, VALUE + 1, 0x31);
            asm.packYmm(SCRATCH, SCRATCH, SCRATCH + 1);
            asm.storeYmm(Memory.at(R8, 0), SCRATCH);
        }
    }

    /**
     * {@link Bfloat16}, 512 bits.
     *
     * @return where the function begins
     */
    int emitToBfloat16() {
        int start = asm.here();
        rows(() -> groups(() -> {
            asm.load(VALUE, Memory.at(RAX, 0));
            asm.roundToBfloat16(VALUE, VALUE);
            asm.storeYmm(Memory.at(R8, 0), VALUE);
            asm.add(R8, GROUP * 2);
        }));
        return start;
    }

    private void rows(Runnable row) {
        asm.push(RBX);
        asm.mov(RBX, Memory.at(R9, 8));
        int nextRow = asm.here();
        asm.mov(R8, RDX);
        row.run();
        asm.add(RDI, Memory.at(R9, 0));
        asm.add(RDX, Memory.at(R9, 24));
        asm.dec(RBX);
        asm.jnz(nextRow);
        asm.pop(RBX);
        asm.vzeroupper();
        asm.ret();
    }

    /** A row by rax, the factors beside it by r11. */
    private void groups(Runnable group) {
        asm.mov(RAX, RDI);
        asm.mov(R11, RSI);
        asm.mov(R10, Memory.at(R9, 16));
        int nextGroup = asm.here();
        group.run();
        asm.add(RAX, 4 * GROUP);
        asm.add(R11, 4 * GROUP);
        asm.dec(R10);
        asm.jnz(nextGroup);
    }
}
