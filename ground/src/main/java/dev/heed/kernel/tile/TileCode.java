package dev.heed.kernel.tile;

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

import dev.heed.kernel.assembler.Arithmetic;
import dev.heed.kernel.assembler.Assembler.Jump;
import dev.heed.kernel.assembler.Assembler.Memory;
import dev.heed.kernel.assembler.Assembler.Register;
import dev.heed.kernel.assembler.VectorAssembler;

/**
 * Matrix products: up to six rows by one panel of two or three vectors, the sums in registers from the first step to the
 * last. After the tiling of Goto and van de Geijn (2008).
 *
 * <p>As a C function (System V calling convention), all panels of some rows:
 *
 * <pre>{@code
 * void tiles(void *a,         // rdi: rows · tiles rows of steps · 4 bytes
 *            void *panels,    // rsi: each a row of the panel's width for each step
 *            void *tails,     // rdx: what belongs to a panel's columns: a vector row for Start.ROW, three for integers
 *            void *c,         // rcx: rows · tiles rows, overwritten or added to
 *            void *rows,      // r8: for integers, each row's zero point and scale
 *            long p[8])       // r9: bytes from row to row of a and of c, steps, tiles, panels, bytes from panel to panel,
 *                             //     and room for two
 * }</pre>
 *
 * <p>Each sum runs over the steps in ascending order: the bits of the plain Java loops. Registers: rows · vectors sums,
 * then the panel's row, then four bytes of a in all lanes.
 *
 * @param asm takes the code
 * @param arithmetic of a step
 * @param rows of a tile, 1 to {@value #MOST_ROWS}
 * @param vectors of a panel: 2 or 3
 */
public record TileCode(VectorAssembler asm, Arithmetic arithmetic, int rows, int vectors) {
    /** The most rows of a tile: two thirds of the vector registers hold sums. */
    public static final int MOST_ROWS = 6;

    /** The narrowest panel. */
    public static final int LEAST_VECTORS = 2;

    private static final Register[] SAVED = {RBX, RBP, R12, R13, R14, R15};
    private static final int UNROLLED = 4;
    private static final Memory ROWS = Memory.at(R9, 48);
    private static final Memory ROWS_OF_TILE = Memory.at(R9, 56);

    /** What the sums start from. */
    public enum Start {
        /** Zero. */
        ZERO,
        /** The floats at {@code start}. */
        ROW,
        /** What stands in c: the product is added to it. */
        SUMS
    }

    /** What becomes of the sums. */
    public enum End {
        /** They are stored. */
        SUMS,
        /**
         * Integers become floats: less the row's zero point times the first row of the tail, times the row's scale and the
         * second; the third is added.
         */
        SCALED,
        /** The same, but what stands in c is added. */
        SCALED_AND_ADDED;

        /** Vector rows that belong to a panel. */
        public int tailRows() {
            return this == SUMS ? 1 : 3;
        }
    }

    public void emit(Start start, End end) {
        int panelBytes = vectors * asm.width().bytes;
        asm.push(SAVED);
        if (end != End.SUMS) {
            asm.mov(ROWS, R8);
        }
        asm.mov(R8, Memory.at(R9, 0)); // bytes from row to row of a
        asm.mov(R14, Memory.at(R9, 8)); // of c
        asm.mov(R15, Memory.at(R9, 32)); // panels
        int nextPanel = asm.here();
        asm.mov(R12, RDI);
        asm.mov(R13, RCX);
        asm.mov(R10, Memory.at(R9, 24)); // tiles
        if (end != End.SUMS) {
            asm.mov(RAX, ROWS);
            asm.mov(ROWS_OF_TILE, RAX);
        }
        int nextTile = asm.here();
        emitStart(start);
        asm.mov(RAX, R12); // rows 0 to 2 by rax, 3 to 5 by rbx
        asm.lea(RBX, Memory.indexed(RAX, R8, 2));
        asm.add(RBX, R8);
        asm.mov(R11, RSI);
        asm.mov(RBP, Memory.at(R9, 16)); // steps
        emitSteps(panelBytes);
        if (end != End.SUMS) {
            emitScaling(end, panelBytes);
        }
        emitStores();
        for (int row = 0; row < rows; row++) {
            asm.add(R12, R8);
        }
        asm.dec(R10);
        asm.jnz(nextTile);
        asm.add(RSI, Memory.at(R9, 40));
        asm.add(RDX, end.tailRows() * panelBytes);
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

    /** All of them: four steps at a time, then one by one. */
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

    /** One step: the panel's row times four bytes of each row of a. */
    private void emitStep(int step, int panelBytes) {
        int firstOfPanel = rows * vectors;
        int elements = firstOfPanel + vectors;
        for (int v = 0; v < vectors; v++) {
            asm.load(firstOfPanel + v, Memory.at(R11, step * panelBytes + v * asm.width().bytes));
        }
        for (int row = 0; row < rows; row++) {
            int element = arithmetic == Arithmetic.INTEGER_PAIRS ? elements : elements + row % 2;
            asm.broadcast(element, element(row).plus(4 * step));
            for (int v = 0; v < vectors; v++) {
                emitProduct(sum(row, v), element, firstOfPanel + v);
            }
        }
    }

    private void emitProduct(int sum, int element, int panel) {
        switch (arithmetic) {
            case FLOATS -> asm.fma231(sum, element, panel);
            case BFLOAT16_PAIRS -> asm.multiplyBfloat16(sum, element, panel);
            case BYTE_QUADS -> asm.multiplyQuads(sum, element, panel);
            case INTEGER_PAIRS -> {
                int products = rows * vectors + vectors + 1; // the element stands before it
                asm.multiplyPairs(products, element, panel);
                asm.addInts(sum, sum, products);
            }
            case BFLOAT16_TILES, BYTE_TILES -> throw new IllegalStateException("a matrix unit has code of its own");
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

    private void emitScaling(End end, int panelBytes) {
        int zero = rows * vectors;
        int scale = zero + 1;
        int scratch = zero + 2;
        asm.mov(RAX, ROWS_OF_TILE);
        asm.mov(RBX, R13);
        for (int row = 0; row < rows; row++) {
            asm.broadcast(zero, Memory.at(RAX, 0));
            asm.broadcast(scale, Memory.at(RAX, 4));
            for (int v = 0; v < vectors; v++) {
                int sum = sum(row, v);
                int at = v * asm.width().bytes;
                asm.multiplyInts(scratch, zero, Memory.at(RDX, at));
                asm.subInts(sum, sum, scratch);
                asm.intsToFloats(sum, sum);
                asm.mul(scratch, scale, Memory.at(RDX, at + panelBytes));
                Memory start = end == End.SCALED ? Memory.at(RDX, at + 2 * panelBytes) : Memory.at(RBX, at);
                asm.fma213(sum, scratch, start);
            }
            asm.add(RAX, 8);
            asm.add(RBX, R14);
        }
        asm.mov(ROWS_OF_TILE, RAX);
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
