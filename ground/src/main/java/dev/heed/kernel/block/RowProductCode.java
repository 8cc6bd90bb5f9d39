package dev.heed.kernel.block;

import static dev.heed.kernel.assembler.Assembler.Register.R10;
import static dev.heed.kernel.assembler.Assembler.Register.R11;
import static dev.heed.kernel.assembler.Assembler.Register.R12;
import static dev.heed.kernel.assembler.Assembler.Register.R13;
import static dev.heed.kernel.assembler.Assembler.Register.R14;
import static dev.heed.kernel.assembler.Assembler.Register.R15;
import static dev.heed.kernel.assembler.Assembler.Register.R8;
import static dev.heed.kernel.assembler.Assembler.Register.R9;
import static dev.heed.kernel.assembler.Assembler.Register.RAX;
import static dev.heed.kernel.assembler.Assembler.Register.RBX;
import static dev.heed.kernel.assembler.Assembler.Register.RCX;
import static dev.heed.kernel.assembler.Assembler.Register.RDI;
import static dev.heed.kernel.assembler.Assembler.Register.RDX;
import static dev.heed.kernel.assembler.Assembler.Register.RSI;

import dev.heed.kernel.assembler.Assembler.Memory;
import dev.heed.kernel.assembler.Assembler.Register;
import dev.heed.kernel.assembler.InstructionSet;
import dev.heed.kernel.assembler.VectorAssembler;
import dev.heed.kernel.assembler.VectorAssembler.Width;
import dev.heed.kernel.rows.RowCode;
import java.util.Arrays;

/**
 * Machine code that multiplies rows with rows, both of floats: all products of a few rows of x and some rows of weights,
 * each a sum in 16 lanes that stay in registers.
 *
 * <p>As a C function (System V calling convention), for so many rows of x and so many rows of weights at a time:
 *
 * <pre>{@code
 * void multiply(float *weights,  // rdi
 *               float *x,        // rsi
 *               float *products, // rdx: overwritten
 *               -, -, long p[5]) // r9: bytes from row to row of weights, x and products; groups of rows of weights
 *                                //     (counted down); steps of 16
 * }</pre>
 *
 * @param starts where the function begins, by rows of x and rows of weights
 */
record RowProductCode(VectorAssembler asm, int[][] starts) {
    private static final int STEP = 16;
    private static final Register[] POINTERS = {RDI, RSI, RCX, RBX, R10, R11, R12, R13, R14, R15};
    private static final Register[] SAVED = {RBX, R12, R13, R14, R15};

    /** Rows of x of the largest tile. */
    static int mostRows(Width width) {
        return width == Width.ZMM ? 4 : 3;
    }

    /** Rows of weights of the largest tile. */
    static int mostWeights(Width width) {
        return width == Width.ZMM ? 6 : 2;
    }

    static RowProductCode assemble(InstructionSet set, boolean listed) {
        VectorAssembler asm = new VectorAssembler(set.width, listed);
        int[][] starts = new int[mostRows(set.width) + 1][mostWeights(set.width) + 1];
        for (int rows = 1; rows < starts.length; rows++) {
            for (int weights = 1; weights < starts[rows].length; weights++) {
                starts[rows][weights] = asm.here();
                emit(asm, rows, weights);
            }
        }
        return new RowProductCode(asm, starts);
    }

    /** The function for so many rows of x and of weights. */
    static void emit(VectorAssembler asm, int rows, int weights) {
        new Tile(asm, rows, weights).emit();
    }

    /** One size of tile. Registers: the weights' vectors, one of x, one for work; at the end the sums. */
    private record Tile(VectorAssembler asm, int rows, int weights) {
        private int vectors() {
            return STEP / asm.width().lanes();
        }

        private int sum(int row, int weight) {
            return asm.width().registers - ((row + 1) * weights - weight) * vectors();
        }

        /** rdi, then what the rows of x leave. */
        private Register[] weightRows() {
            Register[] registers = Arrays.copyOfRange(POINTERS, rows, rows + weights);
            registers[0] = RDI;
            return registers;
        }

        private Register[] inputRows() {
            return Arrays.copyOfRange(POINTERS, 1, 1 + rows);
        }

        void emit() {
            Register[] w = weightRows();
            Register[] x = inputRows();
            asm.push(SAVED);
            for (int row = 1; row < rows; row++) {
                asm.mov(x[row], x[row - 1]);
                asm.add(x[row], Memory.at(R9, 8));
            }
            int nextGroup = asm.here();
            for (int i = 1; i < weights; i++) {
                asm.mov(w[i], w[i - 1]);
                asm.add(w[i], Memory.at(R9, 0));
            }
            for (int register = asm.width().registers - rows * weights * vectors();
                    register < asm.width().registers;
                    register++) {
                asm.zero(register);
            }
            asm.mov(RAX, 0);
            asm.mov(R8, Memory.at(R9, 32));
            int nextStep = asm.here();
            for (int v = 0; v < vectors(); v++) {
                emitVector(w, x, v);
            }
            asm.add(RAX, 4 * STEP);
            asm.dec(R8);
            asm.jnz(nextStep);
            emitSums();
            asm.mov(RDI, w[weights - 1]);
            asm.add(RDI, Memory.at(R9, 0));
            asm.add(RDX, 4 * weights);
            asm.mov(RAX, Memory.at(R9, 24));
            asm.dec(RAX);
            asm.mov(Memory.at(R9, 24), RAX);
            asm.jnz(nextGroup);
            asm.pop(SAVED);
            asm.vzeroupper();
            asm.ret();
        }

        private void emitVector(Register[] w, Register[] x, int v) {
            int at = v * asm.width().bytes;
            for (int i = 0; i < weights; i++) {
                asm.load(i, Memory.indexed(w[i], RAX, 1).plus(at));
            }
            for (int row = 0; row < rows; row++) {
                asm.load(weights, Memory.indexed(x[row], RAX, 1).plus(at));
                for (int i = 0; i < weights; i++) {
                    asm.fma231(sum(row, i) + v, i, weights);
                }
            }
        }

        private void emitSums() {
            asm.mov(RAX, RDX);
            for (int row = 0; row < rows; row++) {
                for (int i = 0; i < weights; i++) {
                    for (int v = 0; v < vectors(); v++) {
                        asm.copy(v, sum(row, i) + v);
                    }
                    RowCode.emitReduction(asm, 0, vectors(), true);
                    asm.storeFirst(Memory.at(RAX, 4 * i), 0);
                }
                asm.add(RAX, Memory.at(R9, 16));
            }
        }
    }
}
