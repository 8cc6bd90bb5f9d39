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
import static dev.heed.kernel.assembler.Assembler.Register.RBP;
import static dev.heed.kernel.assembler.Assembler.Register.RBX;
import static dev.heed.kernel.assembler.Assembler.Register.RCX;
import static dev.heed.kernel.assembler.Assembler.Register.RDI;
import static dev.heed.kernel.assembler.Assembler.Register.RDX;
import static dev.heed.kernel.assembler.Assembler.Register.RSI;

import dev.heed.kernel.assembler.Assembler.Jump;
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
 *               -, -, long p[12])// r9: bytes from row to row of weights, x and products; groups of rows of weights;
 *                                //     steps of 16; groups of rows of x (counted down); three places to work in; where
 *                                //     sums are kept from one stretch of long rows to the next; whether this stretch
 *                                //     is the first, and the last, whose sums become products
 * }</pre>
 *
 * @param starts where the function begins, by rows of x and rows of weights
 */
record RowProductCode(VectorAssembler asm, int[][] starts) {
    private static final int STEP = 16;
    private static final Register[] POINTERS = {RDI, RSI, RCX, RBX, R10, R11, R12, R13, R14, R15};
    private static final Register[] SAVED = {RBX, RBP, R12, R13, R14, R15};

    private static final Memory WEIGHT_STRIDE = Memory.at(R9, 0);
    private static final Memory INPUT_STRIDE = Memory.at(R9, 8);
    private static final Memory PRODUCT_STRIDE = Memory.at(R9, 16);
    private static final Memory GROUPS = Memory.at(R9, 24);
    private static final Memory STEPS = Memory.at(R9, 32);
    private static final Memory TILES = Memory.at(R9, 40);
    private static final Memory FIRST_WEIGHTS = Memory.at(R9, 48);
    private static final Memory FIRST_PRODUCTS = Memory.at(R9, 56);
    private static final Memory GROUPS_LEFT = Memory.at(R9, 64);
    private static final Memory SUMS = Memory.at(R9, 72);
    private static final Memory FIRST = Memory.at(R9, 80);
    private static final Memory LAST = Memory.at(R9, 88);

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
            Register[] x = inputRows();
            asm.push(SAVED);
            asm.mov(FIRST_WEIGHTS, RDI);
            asm.mov(FIRST_PRODUCTS, RDX);
            asm.mov(RBP, SUMS);
            int nextTile = asm.here();
            for (int row = 1; row < rows; row++) {
                asm.mov(x[row], x[row - 1]);
                asm.add(x[row], INPUT_STRIDE);
            }
            asm.mov(RDI, FIRST_WEIGHTS);
            asm.mov(RDX, FIRST_PRODUCTS);
            asm.mov(RAX, GROUPS);
            asm.mov(GROUPS_LEFT, RAX);
            int nextGroup = asm.here();
            emitGroup(weightRows(), x);
            countDown(GROUPS_LEFT, nextGroup);
            asm.mov(RSI, x[rows - 1]);
            asm.add(RSI, INPUT_STRIDE);
            asm.mov(RAX, FIRST_PRODUCTS);
            for (int row = 0; row < rows; row++) {
                asm.add(RAX, PRODUCT_STRIDE);
            }
            asm.mov(FIRST_PRODUCTS, RAX);
            countDown(TILES, nextTile);
            asm.pop(SAVED);
            asm.vzeroupper();
            asm.ret();
        }

        private void countDown(Memory counter, int again) {
            asm.mov(RAX, counter);
            asm.dec(RAX);
            asm.mov(counter, RAX);
            asm.jnz(again);
        }

        private void emitGroup(Register[] w, Register[] x) {
            for (int i = 1; i < weights; i++) {
                asm.mov(w[i], w[i - 1]);
                asm.add(w[i], WEIGHT_STRIDE);
            }
            emitFirstSums();
            asm.mov(RAX, 0);
            asm.mov(R8, STEPS);
            int nextStep = asm.here();
            for (int v = 0; v < vectors(); v++) {
                emitVector(w, x, v);
            }
            asm.add(RAX, 4 * STEP);
            asm.dec(R8);
            asm.jnz(nextStep);
            emitLastSums();
            asm.mov(RDI, w[weights - 1]);
            asm.add(RDI, WEIGHT_STRIDE);
            asm.add(RDX, 4 * weights);
        }

        private int firstSum() {
            return asm.width().registers - rows * weights * vectors();
        }

        private Memory kept(int sum) {
            return Memory.at(RBP, (sum - firstSum()) * asm.width().bytes);
        }

        /** Zeros, or what the stretch before left. */
        private void emitFirstSums() {
            for (int sum = firstSum(); sum < asm.width().registers; sum++) {
                asm.zero(sum);
            }
            asm.mov(RAX, FIRST);
            asm.test(RAX);
            Jump first = asm.jnz();
            for (int sum = firstSum(); sum < asm.width().registers; sum++) {
                asm.load(sum, kept(sum));
            }
            asm.land(first);
        }

        private void emitLastSums() {
            for (int sum = firstSum(); sum < asm.width().registers; sum++) {
                asm.store(kept(sum), sum);
            }
            asm.add(RBP, rows * weights * STEP * Float.BYTES);
            asm.mov(RAX, LAST);
            asm.test(RAX);
            Jump more = asm.jz();
            emitSums();
            asm.land(more);
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
                asm.add(RAX, PRODUCT_STRIDE);
            }
        }
    }
}
