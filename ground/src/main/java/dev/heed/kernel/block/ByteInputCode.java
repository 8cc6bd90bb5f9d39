package dev.heed.kernel.block;

import static dev.heed.kernel.assembler.Assembler.Register.R10;
import static dev.heed.kernel.assembler.Assembler.Register.R8;
import static dev.heed.kernel.assembler.Assembler.Register.R9;
import static dev.heed.kernel.assembler.Assembler.Register.RAX;
import static dev.heed.kernel.assembler.Assembler.Register.RDI;
import static dev.heed.kernel.assembler.Assembler.Register.RDX;

import dev.heed.kernel.assembler.Assembler.Memory;
import dev.heed.kernel.assembler.VectorAssembler;
import dev.heed.kernel.rows.RowCode;

/**
 * Machine code that rounds rows of inputs to bytes ({@link ByteInputs}) and writes their records, as {@link ByteBlockCode}
 * reads them. 256 bits on any processor.
 *
 * <p>As a C function (System V calling convention):
 *
 * <pre>{@code
 * void round(float *x,       // rdi
 *            -, void *inputs, // rdx: overwritten, record after record
 *            -, -, long p[3]) // r9: bytes from row to row of x, rows, records of a row
 * }</pre>
 */
final class ByteInputCode {
    private static final int LANES = 8;
    private static final int PARTS = 4; // vectors of the inputs of a record
    private static final int LARGEST = 4; // and 5
    private static final int INVERSE = 6;
    private static final int SCALE = 7;
    private static final int CHECK = 8; // and 9
    private static final int WORK = 10;
    private static final int LEVELS = 11;
    private static final int ZERO = 12;

    private final VectorAssembler asm;
    private final BlockFormat format;
    private final boolean quads;
    private final Memory withoutSign;
    private final Memory least;
    private final Memory levels;
    private final Memory order;
    private final Memory onesOfBytes;
    private final Memory onesOfShorts;

    /**
     * Writes constants: no function begins before this.
     *
     * @param quads whether records are read by code that adds products of four bytes at once
     */
    ByteInputCode(VectorAssembler asm, BlockFormat format, boolean quads) {
        this.asm = asm;
        this.format = format;
        this.quads = quads;
        this.withoutSign = asm.data(0x7FFFFFFF, LANES);
        this.least = asm.data(Float.floatToRawIntBits(ByteInputs.LEAST), LANES);
        this.levels = asm.data(Float.floatToRawIntBits(ByteInputs.LARGEST), LANES);
        this.order = asm.data(new int[] {0, 4, 1, 5, 2, 6, 3, 7});
        this.onesOfBytes = asm.data(0x01010101, LANES);
        this.onesOfShorts = asm.data(0x00010001, LANES);
    }

    /** @return where the function begins */
    int emit() {
        int start = asm.here();
        asm.inYmm(this::emitRows);
        return start;
    }

    private void emitRows() {
        asm.mov(R10, Memory.at(R9, 8));
        asm.load(LEVELS, levels);
        asm.zero(ZERO);
        int nextRow = asm.here();
        asm.mov(RAX, RDI);
        asm.mov(R8, Memory.at(R9, 16));
        int nextRecord = asm.here();
        emitScale();
        emitBytes();
        emitSums();
        asm.add(RAX, 4 * ByteBlock.PLACES);
        asm.add(RDX, ByteBlockCode.RECORD);
        asm.dec(R8);
        asm.jnz(nextRecord);
        asm.add(RDI, Memory.at(R9, 0));
        asm.dec(R10);
        asm.jnz(nextRow);
        asm.vzeroupper();
        asm.ret();
    }

    private void emitScale() {
        asm.zero(CHECK);
        asm.zero(CHECK + 1);
        for (int part = 0; part < PARTS; part++) {
            asm.load(part, Memory.at(RAX, part * asm.width().bytes));
            asm.fma231(CHECK, part, ZERO);
            int to = part < 2 ? LARGEST + part : WORK;
            asm.and(to, part, withoutSign);
            if (part >= 2) {
                asm.max(LARGEST + part % 2, LARGEST + part % 2, WORK);
            }
        }
        RowCode.emitReduction(asm, LARGEST, WORK, false);
        RowCode.emitReduction(asm, CHECK, WORK, true);
        asm.load(WORK, least);
        asm.max(LARGEST, LARGEST, WORK);
        asm.div(INVERSE, LEVELS, LARGEST);
        asm.div(SCALE, LARGEST, LEVELS);
        asm.add(SCALE, SCALE, CHECK);
        asm.storeFirst(Memory.at(RDX, ByteBlockCode.SCALE), SCALE);
        asm.broadcast(INVERSE, INVERSE);
    }

    /** To register 0, in order. */
    private void emitBytes() {
        for (int part = 0; part < PARTS; part++) {
            asm.mul(part, part, INVERSE);
            asm.floatsToInts(part, part);
        }
        asm.packSignedYmm(0, 0, 1);
        asm.packSignedYmm(2, 2, 3);
        asm.packBytesYmm(0, 0, 2);
        asm.load(WORK, order);
        asm.permuteYmm(0, WORK, 0);
        asm.storeYmm(Memory.at(RDX, 0), 0);
    }

    private void emitSums() {
        int sign = ByteBlock.minimum(format);
        asm.load(1, onesOfBytes);
        asm.multiplyBytes(2, 1, 0); // sums of pairs
        if (quads || sign != 0) {
            asm.multiplyPairs(3, 2, onesOfShorts);
            asm.upperXmm(WORK, 3);
            asm.addInts(3, 3, WORK);
            reduceFour(3, asm::addInts);
        }
        if (sign != 0) {
            asm.intsToFloats(4, 3);
            if (sign < 0) {
                asm.sub(4, ZERO, 4);
            }
            asm.mul(4, SCALE, 4);
            asm.storeFirst(Memory.at(RDX, ByteBlockCode.SUM), 4);
        }
        if (quads) {
            offsetOfSum();
        } else if (ByteBlock.offset(format) != 0) {
            offsetsOfPairs();
        }
    }

    private interface Sum {
        void emit(int to, int a, int b);
    }

    /** The lower four lanes to the first. */
    private void reduceFour(int register, Sum sum) {
        asm.upperHalfXmm(WORK, register);
        sum.emit(register, register, WORK);
        asm.oddXmm(WORK, register);
        sum.emit(register, register, WORK);
    }

    private void offsetOfSum() {
        int offset = format == BlockFormat.Q8_0 ? 128 : ByteBlock.offset(format);
        if (offset == 0) {
            asm.storeFirst(Memory.at(RDX, ByteBlockCode.WORDS), ZERO);
            return;
        }
        asm.shiftLeft(3, 3, Integer.numberOfTrailingZeros(offset));
        asm.subInts(3, ZERO, 3);
        asm.storeFirst(Memory.at(RDX, ByteBlockCode.WORDS), 3);
    }

    /** The offset times the sums of the first and of the second pairs of four places, in 16 bits each. */
    private void offsetsOfPairs() {
        asm.upperXmm(5, 2);
        int groups = 2;
        if (format != BlockFormat.Q6_K) { // whose halves have factors of their own
            asm.addShorts(2, 2, 5);
            groups = 1;
        }
        for (int group = 0; group < groups; group++) {
            int sums = group == 0 ? 2 : 5;
            reduceFour(sums, asm::addShorts);
            for (int factor = 1; factor < ByteBlock.offset(format); factor *= 2) {
                asm.addShorts(sums, sums, sums);
            }
            asm.storeFirst(Memory.at(RDX, ByteBlockCode.WORDS + 4 * group), sums);
        }
    }
}
