package dev.heed.kernel.rows;

import static dev.heed.kernel.assembler.Assembler.Register.R10;
import static dev.heed.kernel.assembler.Assembler.Register.R11;
import static dev.heed.kernel.assembler.Assembler.Register.R9;
import static dev.heed.kernel.assembler.Assembler.Register.RAX;
import static dev.heed.kernel.assembler.Assembler.Register.RDI;
import static dev.heed.kernel.assembler.Assembler.Register.RDX;
import static dev.heed.kernel.assembler.Assembler.Register.RSI;

import dev.heed.kernel.assembler.Assembler.Memory;
import dev.heed.kernel.assembler.VectorAssembler;
import dev.heed.kernel.assembler.VectorAssembler.Width;

/**
 * What softmax and activations do to the rows of a matrix, in place: {@link RowKernels#scaledMaxima},
 * {@link RowKernels#exponentialSums}, {@link RowKernels#activate}.
 *
 * <p>As C functions {@code void f(float *x, float *in, float *out, …, long p[])}: rdi, rsi, rdx and, in r9,
 * {@code p} = bytes from row to row, rows, groups of 16 floats in a row.
 *
 * @param asm takes the code
 * @param math whose constants stand in it
 */
public record RowCode(VectorAssembler asm, MathCode math) {
    private static final int GROUP_BYTES = 64;
    private static final int SUM = 0; // and 1 for lanes 8 to 15 where a vector has 8
    private static final int SCALE = 2;

    private int vectorsInGroup() {
        return GROUP_BYTES / asm.width().bytes;
    }

    /** {@code x *= scale}, the scale's bits in p[3]; each row's maximum to rdx. */
    void emitScaledMaxima() {
        rows(() -> {
            asm.broadcast(SCALE, Memory.at(R9, 24));
            for (int v = 0; v < vectorsInGroup(); v++) {
                asm.load(SUM + v, math.minusInfinity);
            }
            groups((v, place) -> {
                asm.load(3 + v, place);
                asm.mul(3 + v, 3 + v, SCALE);
                asm.store(place, 3 + v);
                asm.max(SUM + v, SUM + v, 3 + v);
            });
            reduce(false);
            asm.storeFirst(Memory.at(RDX, 0), SUM);
            asm.add(RDX, 4);
        });
    }

    /** {@code x = exp(x − in[row])}, each row's sum to rdx. */
    void emitExponentialSums() {
        rows(() -> {
            for (int v = 0; v < vectorsInGroup(); v++) {
                asm.zero(SUM + v);
            }
            asm.broadcast(SCALE, Memory.at(RSI, 0));
            groups((v, place) -> {
                int first = 3 + 5 * v;
                asm.load(first, place);
                asm.sub(first, first, SCALE);
                math.emitExp(first + 1, first, first + 2, first + 3, first + 4);
                asm.store(place, first + 1);
                asm.add(SUM + v, SUM + v, first + 1);
            });
            reduce(true);
            asm.storeFirst(Memory.at(RDX, 0), SUM);
            asm.add(RSI, 4);
            asm.add(RDX, 4);
        });
    }

    /** {@code x = activation(x)}. */
    void emitActivation(Activation activation) {
        rows(() -> groups((v, place) -> {
            int x = 6 * v;
            asm.load(x, place);
            switch (activation) {
                case GELU -> emitGelu(x, x + 1, x + 2, x + 3, x + 4);
                case GELU_TANH -> emitGeluTanh(x, x + 1, x + 2, x + 3, x + 4, x + 5);
                case SILU -> emitSilu(x, x + 1, x + 2, x + 3, x + 4, x + 5);
                default -> throw new IllegalArgumentException("no code for " + activation);
            }
            asm.store(place, x);
        }));
    }

    private void emitGelu(int x, int erf, int cut, int t, int q) {
        asm.mul(cut, x, math.sqrtHalf);
        math.emitErf(erf, cut, t, q);
        asm.add(erf, erf, math.one);
        asm.mul(x, x, math.half);
        asm.mul(x, x, erf);
    }

    private void emitGeluTanh(int x, int u, int e, int t, int n, int r) {
        asm.mul(u, x, math.tanhCube);
        asm.mul(u, u, x);
        asm.fma213(u, x, x);
        asm.mul(u, u, math.sqrtTwoOverPi);
        asm.mul(u, u, math.minusTwo);
        math.emitExp(e, u, t, n, r);
        asm.add(e, e, math.one);
        asm.div(x, x, e);
    }

    private void emitSilu(int x, int minus, int e, int t, int n, int r) {
        asm.xor(minus, x, math.signBit);
        math.emitExp(e, minus, t, n, r);
        asm.add(e, e, math.one);
        asm.div(x, x, e);
    }

    private void rows(Runnable row) {
        asm.mov(R10, Memory.at(R9, 8));
        int nextRow = asm.here();
        row.run();
        asm.add(RDI, Memory.at(R9, 0));
        asm.dec(R10);
        asm.jnz(nextRow);
        asm.vzeroupper();
        asm.ret();
    }

    private interface VectorStep {
        void emit(int vector, Memory place);
    }

    private void groups(VectorStep step) {
        asm.mov(RAX, RDI);
        asm.mov(R11, Memory.at(R9, 16));
        int nextGroup = asm.here();
        for (int v = 0; v < vectorsInGroup(); v++) {
            step.emit(v, Memory.at(RAX, v * asm.width().bytes));
        }
        asm.add(RAX, GROUP_BYTES);
        asm.dec(R11);
        asm.jnz(nextGroup);
    }

    /** The 16 lanes in {@link #SUM} by halves, as {@link LaneSum}; {@link #SCALE} is overwritten. */
    private void reduce(boolean sum) {
        emitReduction(asm, SUM, SCALE, sum);
    }

    /** Reduces 16 lanes, in one register or in two that follow each other, to the first lane. */
    public static void emitReduction(VectorAssembler asm, int lanes, int scratch, boolean sum) {
        int upper = lanes + 1;
        if (asm.width() == Width.ZMM) {
            asm.upperYmm(scratch, lanes);
            upper = scratch;
        }
        if (sum) {
            asm.addYmm(lanes, lanes, upper);
        } else {
            asm.maxYmm(lanes, lanes, upper);
        }
        asm.upperXmm(scratch, lanes);
        reduceXmm(asm, lanes, scratch, sum);
        asm.upperHalfXmm(scratch, lanes);
        reduceXmm(asm, lanes, scratch, sum);
        asm.oddXmm(scratch, lanes);
        reduceXmm(asm, lanes, scratch, sum);
    }

    private static void reduceXmm(VectorAssembler asm, int lanes, int scratch, boolean sum) {
        if (sum) {
            asm.addXmm(lanes, lanes, scratch);
        } else {
            asm.maxXmm(lanes, lanes, scratch);
        }
    }
}
