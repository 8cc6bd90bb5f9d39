package dev.heed.kernel.linear;

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
import dev.heed.kernel.assembler.TileInstructions;
import dev.heed.kernel.assembler.VectorAssembler;
import dev.heed.kernel.tile.TileCode;

/**
 * Matrix products on a processor's matrix unit: 32 rows by a panel of two vectors in four tiles of sums, 16 steps at a
 * time.
 *
 * <p>As a C function (System V calling convention), all panels of some rows:
 *
 * <pre>{@code
 * void tiles(void *a,         // rdi: rows of steps · 4 bytes; rows are a multiple of 16
 *            void *panels,    // rsi: each a row of 32 · 4 bytes for each step; steps are a multiple of 16
 *            void *tails,     // rdx: what belongs to a panel's columns: a vector row for floats, three for integers
 *            void *c,         // rcx: rows, overwritten or added to
 *            void *scales,    // r8: for integers, each row's zero point and scale
 *            long p[])        // r9: bytes from row to row of a and of c, steps / 16, rows of c, panels, bytes from panel to
 *                             //     panel, and room for SCRATCH_LONGS
 * }</pre>
 *
 * <p>Sums stand in scratch memory before they are scaled and stored, so that only rows that are there are written.
 *
 * @param asm takes the code, of 512 bits
 * @param shapes of the tiles
 */
public record MatrixUnitCode(VectorAssembler asm, Arithmetic arithmetic, Memory shapes) {
    /** Vectors of a panel's row. */
    static final int VECTORS = 2;

    private static final int TILE = Arithmetic.TILE;
    private static final int VECTOR = 64;
    private static final int PANEL_ROW = VECTORS * VECTOR;
    private static final int PARAMETERS = 6 * Long.BYTES;
    private static final int POINTERS = 3 * Long.BYTES;
    /** Pointers, and sums that begin on a multiple of 64. */
    static final int SCRATCH_LONGS = (POINTERS + VECTOR + 2 * TILE * PANEL_ROW) / Long.BYTES;

    private static final Register[] SAVED = {RBX, RBP, R12, R13, R14, R15};
    private static final Memory STEPS = Memory.at(R9, 16);
    private static final Memory ROWS = Memory.at(R9, 24);
    private static final Memory PANELS = Memory.at(R9, 32);
    private static final Memory A = Memory.at(R9, PARAMETERS);
    private static final Memory SCALES = Memory.at(R9, PARAMETERS + 8);
    private static final Memory SCALES_OF_ROW = Memory.at(R9, PARAMETERS + 16);

    // tiles: sums of the upper rows, of the lower rows; then the factors
    private static final int UPPER = 0;
    private static final int LOWER = 2;
    private static final int A_UPPER = 4;
    private static final int A_LOWER = 5;
    private static final int PANEL = 6;

    // vectors
    private static final int BIAS = 0;
    private static final int SUM = 2;
    private static final int ZERO = 4;
    private static final int SCALE = 5;
    private static final int PRODUCT = 6;

    /** Writes the constants. */
    static MatrixUnitCode of(VectorAssembler asm, Arithmetic arithmetic) {
        return new MatrixUnitCode(asm, arithmetic, new TileInstructions(asm).wholeTiles());
    }

    /**
     * @param added whether the product is added to what stands in c, instead of to the tail's last row
     * @return where the function begins
     */
    int emit(boolean added) {
        TileInstructions tiles = new TileInstructions(asm);
        int start = asm.here();
        asm.push(SAVED);
        tiles.configure(shapes);
        asm.mov(A, RDI);
        asm.mov(SCALES, R8);
        asm.mov(RDI, PANEL_ROW);
        asm.mov(R8, Memory.at(R9, 0)); // bytes from row to row of a
        asm.mov(R14, Memory.at(R9, 8)); // of c
        asm.lea(R15, Memory.at(R9, PARAMETERS + POINTERS + VECTOR - 1)); // sums
        asm.alignDown(R15);
        int nextPanel = asm.here();
        asm.mov(R12, A);
        asm.mov(R13, RCX);
        asm.mov(R10, ROWS); // that are left
        if (arithmetic.integers()) {
            asm.mov(RAX, SCALES);
            asm.mov(SCALES_OF_ROW, RAX);
        }
        int nextRows = asm.here();
        emitProducts(tiles);
        emitRows(added);
        for (int i = 0; i < 2 * TILE; i += 8) {
            asm.lea(R12, Memory.indexed(R12, R8, 8));
        }
        asm.sub(R10, 2 * TILE);
        Jump done = asm.jb();
        asm.jnz(nextRows);
        asm.land(done);
        asm.add(RSI, Memory.at(R9, 40));
        asm.add(RDX, LinearCode.tailRows(arithmetic) * PANEL_ROW);
        asm.add(RCX, PANEL_ROW);
        asm.mov(RAX, PANELS);
        asm.dec(RAX);
        asm.mov(PANELS, RAX);
        asm.jnz(nextPanel);
        tiles.release();
        asm.pop(SAVED);
        asm.vzeroupper();
        asm.ret();
        return start;
    }

    /** Sums of up to 32 rows over all steps, to the scratch memory. */
    private void emitProducts(TileInstructions tiles) {
        for (int sums = UPPER; sums < A_UPPER; sums++) {
            tiles.zero(sums);
        }
        asm.mov(RAX, R12);
        asm.lea(RBX, Memory.indexed(R12, R8, 8));
        asm.lea(RBX, Memory.indexed(RBX, R8, 8));
        asm.mov(R11, RSI);
        asm.mov(RBP, STEPS);
        int nextSteps = asm.here();
        tiles.load(A_UPPER, Memory.indexed(RAX, R8, 1));
        for (int v = 0; v < VECTORS; v++) {
            tiles.load(PANEL + v, Memory.indexed(R11, RDI, 1).plus(v * VECTOR));
            multiply(tiles, UPPER + v, A_UPPER, PANEL + v);
        }
        Jump upperOnly = ifNoLowerRows();
        tiles.load(A_LOWER, Memory.indexed(RBX, R8, 1));
        for (int v = 0; v < VECTORS; v++) {
            multiply(tiles, LOWER + v, A_LOWER, PANEL + v);
        }
        asm.land(upperOnly);
        asm.add(RAX, 4 * TILE);
        asm.add(RBX, 4 * TILE);
        asm.add(R11, TILE * PANEL_ROW);
        asm.dec(RBP);
        asm.jnz(nextSteps);
        for (int v = 0; v < VECTORS; v++) {
            tiles.store(Memory.indexed(R15, RDI, 1).plus(v * VECTOR), UPPER + v);
        }
        Jump upperStored = ifNoLowerRows();
        for (int v = 0; v < VECTORS; v++) {
            tiles.store(Memory.indexed(R15, RDI, 1).plus(TILE * PANEL_ROW + v * VECTOR), LOWER + v);
        }
        asm.land(upperStored);
    }

    private Jump ifNoLowerRows() {
        asm.cmp(R10, TILE + 1);
        return asm.jb();
    }

    private void multiply(TileInstructions tiles, int sums, int a, int b) {
        if (arithmetic.integers()) {
            tiles.multiplyBytes(sums, a, b);
        } else {
            tiles.multiplyBfloat16(sums, a, b);
        }
    }

    /** The rows that are there, from the scratch memory to c. */
    private void emitRows(boolean added) {
        asm.mov(RBP, R10);
        asm.cmp(RBP, 2 * TILE);
        Jump few = asm.jb();
        asm.mov(RBP, 2 * TILE);
        asm.land(few);
        asm.mov(RBX, R15);
        if (arithmetic.integers()) {
            asm.mov(RAX, SCALES_OF_ROW);
        }
        if (!added) {
            for (int v = 0; v < VECTORS; v++) {
                asm.load(BIAS + v, Memory.at(RDX, (LinearCode.tailRows(arithmetic) - 1) * PANEL_ROW + v * VECTOR));
            }
        }
        int nextRow = asm.here();
        if (arithmetic.integers()) {
            asm.broadcast(ZERO, Memory.at(RAX, 0));
            asm.broadcast(SCALE, Memory.at(RAX, 4));
            asm.add(RAX, 8);
        }
        for (int v = 0; v < VECTORS; v++) {
            if (added) {
                asm.load(BIAS + v, Memory.at(R13, v * VECTOR));
            }
            if (arithmetic.integers()) {
                emitScaled(v);
            } else {
                asm.add(SUM + v, BIAS + v, Memory.at(RBX, v * VECTOR));
            }
            asm.store(Memory.at(R13, v * VECTOR), SUM + v);
        }
        asm.add(RBX, PANEL_ROW);
        asm.add(R13, R14);
        asm.dec(RBP);
        asm.jnz(nextRow);
        if (arithmetic.integers()) {
            asm.mov(SCALES_OF_ROW, RAX);
        }
    }

    /** See {@link TileCode.End#SCALED}. */
    private void emitScaled(int v) {
        int at = v * VECTOR;
        asm.multiplyInts(PRODUCT + v, ZERO, Memory.at(RDX, at));
        asm.load(SUM + v, Memory.at(RBX, at));
        asm.subInts(SUM + v, SUM + v, PRODUCT + v);
        asm.intsToFloats(SUM + v, SUM + v);
        asm.mul(PRODUCT + v, SCALE, Memory.at(RDX, at + PANEL_ROW));
        asm.fma213(SUM + v, PRODUCT + v, BIAS + v);
    }
}
