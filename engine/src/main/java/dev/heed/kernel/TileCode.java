package dev.heed.kernel;

import static dev.heed.kernel.Assembler.Register.R10;
import static dev.heed.kernel.Assembler.Register.R11;
import static dev.heed.kernel.Assembler.Register.R12;
import static dev.heed.kernel.Assembler.Register.R13;
import static dev.heed.kernel.Assembler.Register.R14;
import static dev.heed.kernel.Assembler.Register.R15;
import static dev.heed.kernel.Assembler.Register.R8;
import static dev.heed.kernel.Assembler.Register.R9;
import static dev.heed.kernel.Assembler.Register.RAX;
import static dev.heed.kernel.Assembler.Register.RBP;
import static dev.heed.kernel.Assembler.Register.RBX;
import static dev.heed.kernel.Assembler.Register.RCX;
import static dev.heed.kernel.Assembler.Register.RDI;
import static dev.heed.kernel.Assembler.Register.RDX;
import static dev.heed.kernel.Assembler.Register.RSI;

import dev.heed.kernel.Assembler.Jump;
import dev.heed.kernel.Assembler.Memory;
import dev.heed.kernel.Assembler.Register;

/**
 * Matrix products in single precision: up to six rows by one panel of two or three vectors, the sums in registers from the
 * first multiply-add to the last. After the tiling of Goto and van de Geijn (2008).
 *
 * <p>As a C function (System V calling convention), all panels of some rows:
 *
 * <pre>{@code
 * void tiles(float *a,        // rdi: rows · tiles rows of k floats
 *            float *panels,   // rsi: each k rows of the panel's width
 *            float *start,    // rdx: what every row's sums start from, a panel's width for each panel
 *            float *c,        // rcx: rows · tiles rows, overwritten or added to
 *            void *unused,    // r8
 *            long p[6])       // r9: bytes from row to row of a and of c, k, tiles, panels, bytes from panel to panel
 * }</pre>
 *
 * <p>Each sum runs over k in ascending order, one fused multiply-add a step: the bits of {@link PlainKernels}. Registers:
 * rows · vectors sums, then the panel's row, then elements of a, broadcast.
 *
 * @param asm takes the code
 * @param rows of a tile, 1 to {@value #MOST_ROWS}
 * @param vectors of a panel: 2 or 3
 */
record TileCode(VectorAssembler asm, int rows, int vectors) {
    /** The most rows of a tile: two thirds of the vector registers hold sums. */
    static final int MOST_ROWS = 6;

    /** The narrowest panel. */
    static final int LEAST_VECTORS = 2;

    private static final Register[] SAVED = {RBX, RBP, R12, R13, R14, R15};
    private static final int UNROLLED = 4;

    /** What the sums start from. */
    enum Start {
        /** Zero. */
        ZERO,
        /** The floats at {@code start}. */
        ROW,
        /** What stands in c: the product is added to it. */
        SUMS
    }

    void emit(Start start) {
        int panelBytes = vectors * asm.width().bytes;
        asm.push(SAVED);
        asm.mov(R8, Memory.at(R9, 0)); // bytes from row to row of a
        asm.mov(R14, Memory.at(R9, 8)); // of c
        asm.mov(R15, Memory.at(R9, 32)); // panels
        int nextPanel = asm.here();
        asm.mov(R12, RDI);
        asm.mov(R13, RCX);
        asm.mov(R10, Memory.at(R9, 24)); // tiles
        int nextTile = asm.here();
        emitStart(start);
        asm.mov(RAX, R12); // rows 0 to 2 by rax, 3 to 5 by rbx
        asm.lea(RBX, Memory.indexed(RAX, R8, 2));
        asm.add(RBX, R8);
        asm.mov(R11, RSI);
        asm.mov(RBP, Memory.at(R9, 16)); // k
        emitSteps(panelBytes);
        emitStores();
        for (int row = 0; row < rows; row++) {
            asm.add(R12, R8);
        }
        asm.dec(R10);
        asm.jnz(nextTile);
        asm.add(RSI, Memory.at(R9, 40));
        asm.add(RDX, panelBytes);
        asm.add(RCX, panelBytes);
        asm.dec(R15);
        asm.jnz(nextPanel);
        asm.pop(SAVED);
        asm.vzeroupper();
        asm.ret();
    }

    private int sum(int row, int vector) {
        return row * vectors + vector;
    }

    private void emitStart(Start start) {
        int bytes = asm.width().bytes;
        if (start == Start.SUMS) {
            asm.mov(RAX, R13);
        }
        for (int row = 0; row < rows; row++) {
            for (int v = 0; v < vectors; v++) {
                switch (start) {
                    case ZERO -> asm.zero(sum(row, v));
                    case SUMS -> asm.load(sum(row, v), Memory.at(RAX, v * bytes));
                    case ROW -> {
                        if (row == 0) {
                            asm.load(sum(0, v), Memory.at(RDX, v * bytes));
                        } else {
                            asm.copy(sum(row, v), sum(0, v));
                        }
                    }
                }
            }
            if (start == Start.SUMS) {
                asm.add(RAX, R14);
            }
        }
    }

    /** All k: four steps at a time, then one by one. */
    private void emitSteps(int panelBytes) {
        asm.sub(RBP, UNROLLED);
        Jump few = asm.jb();
        int nextSteps = asm.here();
        for (int step = 0; step < UNROLLED; step++) {
            emitStep(step, panelBytes);
        }
        advance(UNROLLED, panelBytes);
        asm.sub(RBP, UNROLLED);
        asm.jae(nextSteps);
        asm.land(few);
        asm.add(RBP, UNROLLED);
        Jump done = asm.jz();
        int nextStep = asm.here();
        emitStep(0, panelBytes);
        advance(1, panelBytes);
        asm.dec(RBP);
        asm.jnz(nextStep);
        asm.land(done);
    }

    /** One k: the panel's row times one element of each row of a. */
    private void emitStep(int step, int panelBytes) {
        int firstOfPanel = rows * vectors;
        int elements = firstOfPanel + vectors;
        for (int v = 0; v < vectors; v++) {
            asm.load(firstOfPanel + v, Memory.at(R11, step * panelBytes + v * asm.width().bytes));
        }
        for (int row = 0; row < rows; row++) {
            int element = elements + row % 2;
            asm.broadcast(element, element(row).plus(4 * step));
            for (int v = 0; v < vectors; v++) {
                asm.fma231(sum(row, v), element, firstOfPanel + v);
            }
        }
    }

    private void advance(int steps, int panelBytes) {
        asm.add(RAX, 4 * steps);
        asm.add(RBX, 4 * steps);
        asm.add(R11, steps * panelBytes);
    }

    private static Memory element(int row) {
        Register base = row < 3 ? RAX : RBX;
        return row % 3 == 0 ? Memory.at(base, 0) : Memory.indexed(base, R8, row % 3);
    }

    private void emitStores() {
        for (int row = 0; row < rows; row++) {
            for (int v = 0; v < vectors; v++) {
                asm.store(Memory.at(R13, v * asm.width().bytes), sum(row, v));
            }
            asm.add(R13, R14);
        }
    }
}
