package dev.heed.kernel.block;

import static dev.heed.kernel.assembler.Assembler.Register.R10;
import static dev.heed.kernel.assembler.Assembler.Register.R11;
import static dev.heed.kernel.assembler.Assembler.Register.R12;
import static dev.heed.kernel.assembler.Assembler.Register.R13;
import static dev.heed.kernel.assembler.Assembler.Register.R14;
import static dev.heed.kernel.assembler.Assembler.Register.R15;
import static dev.heed.kernel.assembler.Assembler.Register.R8;
import static dev.heed.kernel.assembler.Assembler.Register.RAX;
import static dev.heed.kernel.assembler.Assembler.Register.RBP;
import static dev.heed.kernel.assembler.Assembler.Register.RBX;
import static dev.heed.kernel.assembler.Assembler.Register.RCX;
import static dev.heed.kernel.assembler.Assembler.Register.RDI;
import static dev.heed.kernel.assembler.Assembler.Register.RDX;
import static dev.heed.kernel.assembler.Assembler.Register.RSI;

import dev.heed.kernel.assembler.Assembler.Memory;
import dev.heed.kernel.assembler.Assembler.Register;
import dev.heed.kernel.assembler.VectorAssembler;

/**
 * Machine code of one format that multiplies rows of blocks with a single row of inputs in bytes ({@link
 * PlainByteBlockLinear}): eight rows at a time, each along its places, their sums added across and side by side. What
 * {@link ByteBlockCode} lays out for many rows of inputs would be used once here. 256 bits on any processor.
 *
 * <p>As a C function, called as {@link ByteBlockCode}'s, of whose numbers it takes the bytes from row to row, the
 * panels, stretches, and blocks of the file in a stretch; a record of {@code panel} is where scales are kept.
 *
 * <p>Registers: rax, rbx and r10 stand on the rows 0, 3 and 6, rbp on the inputs, r11 on the scales, r14 on what is fetched ahead;
 * r13 holds the bytes from row to row, r15 counts eights of rows, r8 the file's blocks. Vector registers: 0 to 7 the rows, 8 for work
 * as {@link BytePanelCode} says.
 */
final class ByteRowCode {
    private static final int ROWS = BytePanelCode.ROWS;
    private static final int WORK = ROWS;
    private static final int INPUT = 9;
    private static final int SUMS = 10;
    private static final int FACTOR = 11;
    private static final int UPPER = 4; // where the rows from 4 on are added up
    private static final int LOWER_HALVES = 0x20;
    private static final int UPPER_HALVES = 0x31;
    private static final Register[] SAVED = {RBX, RBP, R12, R13, R14, R15};

    private final VectorAssembler asm;
    private final BytePanelCode layout;
    private final BlockFormat format;
    private final Memory ones;
    private final boolean quads;

    /** @param quads whether the inputs' words are one number, to be added */
    ByteRowCode(BytePanelCode layout, Memory ones, boolean quads) {
        this.asm = layout.asm();
        this.layout = layout;
        this.format = layout.format();
        this.ones = ones;
        this.quads = quads;
    }

    /** @return where the function begins */
    int emit() {
        int start = asm.here();
        asm.push(SAVED);
        asm.mov(R13, ByteBlockCode.ROW_BYTES);
        asm.mov(R15, ByteBlockCode.PANELS);
        asm.add(R15, R15); // eights of rows
        asm.mov(RAX, ByteBlockCode.UNITS);
        asm.mov(RBX, ByteBlockCode.STRETCHES);
        asm.multiply(RAX, RBX);
        asm.mov(ByteBlockCode.UNITS, RAX); // of the whole row
        asm.mov(R11, RCX);
        asm.inYmm(this::emitRows);
        asm.pop(SAVED);
        asm.vzeroupper();
        asm.ret();
        return start;
    }

    private void emitRows() {
        int nextRows = asm.here();
        layout.stand(RDI);
        asm.mov(R14, R10); // the rows that come after the next eight
        for (int row = 6; row < 2 * ROWS; row++) {
            asm.add(R14, R13);
        }
        asm.mov(RBP, RSI);
        asm.mov(R8, ByteBlockCode.UNITS);
        int nextUnit = asm.here();
        layout.scales(ByteBlockCode.SCRATCH, false);
        asm.load(SUMS, Memory.at(RDX, 0));
        for (int sub = 0; sub < layout.blocks(); sub++) {
            layout.fetch(R14, sub);
            emitProducts(sub);
            emitScales(sub);
            asm.add(RBP, ByteBlockCode.RECORD);
        }
        asm.store(Memory.at(RDX, 0), SUMS);
        layout.nextBlock();
        asm.dec(R8);
        asm.jnz(nextUnit);
        asm.lea(RDI, Memory.indexed(RDI, R13, ROWS));
        asm.add(RDX, Float.BYTES * ROWS);
        asm.dec(R15);
        asm.jnz(nextRows);
    }

    /** The eight sums of products to register 0. */
    private void emitProducts(int sub) {
        if (layout.plainNibbles()) {
            emitNibbles();
        } else {
            asm.loadYmm(INPUT, Memory.at(RBP, 0));
            for (int row = 0; row < ROWS; row++) {
                layout.integers(row, sub);
                emitProducts(row, format == BlockFormat.Q8_0);
            }
            emitSums();
            if (format == BlockFormat.Q6_K) {
                emitFactors(sub);
            }
            asm.addInts(0, 1, 2);
        }
        if (format != BlockFormat.Q6_K && ByteBlock.offset(format) != 0) {
            takeOffset(0, ByteBlockCode.WORDS);
        }
    }

    /** Those of groups of 16, which are whole numbers, to their sums less the offset. */
    private void emitFactors(int sub) {
        for (int group = 0; group < 2; group++) {
            takeOffset(1 + group, ByteBlockCode.WORDS + 4 * group);
            asm.multiplyInts(1 + group, 1 + group, layout.wholeScale(2 * sub + group));
        }
    }

    private void emitProducts(int row, boolean signed) {
        if (signed) { // sizes by inputs of the weights' sign
            asm.sizesYmm(WORK, row);
            asm.signsYmm(row, INPUT, row);
            asm.multiplyBytes(row, WORK, row);
            asm.multiplyPairs(row, row, ones);
        } else {
            asm.multiplyBytes(row, row, INPUT);
        }
    }

    /** The first 16 places of two rows side by side, then their last: sums of four products of 15 by 127 fit 16 bits. */
    private void emitNibbles() {
        asm.broadcastHalfYmm(INPUT, Memory.at(RBP, 0));
        asm.broadcastHalfYmm(FACTOR, Memory.at(RBP, ByteBlock.PLACES / 2));
        for (int row = 0; row < UPPER; row++) {
            int other = row + UPPER;
            layout.nibblesOfTwo(row, other);
            asm.multiplyBytes(row, row, INPUT);
            asm.multiplyBytes(other, other, FACTOR);
            asm.addShorts(row, row, other);
        }
        asm.addNeighbourShortsYmm(0, 0, 1);
        asm.addNeighbourShortsYmm(2, 2, 3);
        asm.addNeighbourShortsYmm(0, 0, 2);
        asm.multiplyPairs(0, 0, ones);
    }

    /** Of all rows: what their places 0 to 15 give to register 1, 16 to 31 to register 2. */
    private void emitSums() {
        switch (format) {
            case Q8_0 -> {
                addNeighbours(1, asm::addNeighbourIntsYmm);
                addNeighbours(2, asm::addNeighbourIntsYmm);
            }
            case Q6_K -> { // two of 63 by 127 and their neighbours' two are what 16 bits hold
                addNeighbours(1, asm::addNeighbourShortsYmm);
                for (int row = 0; row < ROWS; row += 2) {
                    asm.multiplyPairs(row, row, ones);
                }
                addNeighbours(2, asm::addNeighbourIntsYmm);
            }
            default -> { // eight of 31 by 127 fit
                addNeighbours(1, asm::addNeighbourShortsYmm);
                addNeighbours(2, asm::addNeighbourShortsYmm);
                asm.multiplyPairs(0, 0, ones);
                asm.multiplyPairs(UPPER, UPPER, ones);
            }
        }
        asm.halvesYmm(1, 0, UPPER, LOWER_HALVES);
        asm.halvesYmm(2, 0, UPPER, UPPER_HALVES);
    }

    private interface Sum {
        void emit(int to, int a, int b);
    }

    /** Register by register with the one {@code distance} on: half of each are left, those of both side by side. */
    private void addNeighbours(int distance, Sum sum) {
        for (int row = 0; row < ROWS; row += 2 * distance) {
            sum.emit(row, row, row + distance);
        }
    }

    private void takeOffset(int sums, int words) {
        asm.broadcast(WORK, Memory.at(RBP, words));
        if (quads) {
            asm.addInts(sums, sums, WORK);
        } else {
            asm.multiplyPairs(WORK, WORK, ones);
            asm.subInts(sums, sums, WORK);
        }
    }

    /** As {@link ByteBlockCode} adds them. */
    private void emitScales(int sub) {
        asm.broadcast(INPUT, Memory.at(RBP, ByteBlockCode.SCALE));
        asm.mul(FACTOR, INPUT, layout.scale(sub));
        asm.intsToFloats(0, 0);
        asm.fma231(SUMS, 0, FACTOR);
        if (ByteBlock.minimum(format) != 0) {
            asm.broadcast(INPUT, Memory.at(RBP, ByteBlockCode.SUM));
            asm.fma231(SUMS, INPUT, layout.minimum(sub));
        }
    }
}
