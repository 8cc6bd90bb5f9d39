package dev.heed.kernel.block;

import static dev.heed.kernel.assembler.Assembler.Register.R10;
import static dev.heed.kernel.assembler.Assembler.Register.R11;
import static dev.heed.kernel.assembler.Assembler.Register.R12;
import static dev.heed.kernel.assembler.Assembler.Register.R13;
import static dev.heed.kernel.assembler.Assembler.Register.R14;
import static dev.heed.kernel.assembler.Assembler.Register.R8;
import static dev.heed.kernel.assembler.Assembler.Register.RAX;
import static dev.heed.kernel.assembler.Assembler.Register.RBX;

import dev.heed.kernel.assembler.Assembler.Memory;
import dev.heed.kernel.assembler.Assembler.Register;
import dev.heed.kernel.assembler.VectorAssembler;

/**
 * The instructions that lay out eight rows of blocks side by side, as {@link ByteBlockCode} multiplies them: the integers of
 * four places of each row, then of the next four; scales, minima. 256 bits on any processor.
 *
 * <p>A panel holds a record for each 32 places of 16 rows: 8 times 64 bytes of integers, 64 bytes of scales, then where the
 * format has them 64 of minima, or twice 64 of a group's whole scales, two of 16 bits alike. Integers are unsigned, the
 * format's offset still in them, but for Q8_0's, which are signed, or 128 more where the processor multiplies so.
 *
 * <p>Registers: rax, rbx and r10 stand on the rows 0, 3 and 6; r13 holds the bytes from row to row; r11 the place in the
 * panel; r8 counts; r12 is for work; r14 stands on what is fetched ahead ({@link #fetch}); vectors 0 to 15.
 */
final class BytePanelCode {
    /** Rows laid out at once. */
    static final int ROWS = 8;
    /** Rows of a panel. */
    static final int PANEL = 16;
    /** Bytes of the integers of four places. */
    static final int QUAD_BYTES = 4 * PANEL;
    /** Where the scales stand in a record. */
    static final int SCALES = 8 * QUAD_BYTES;
    /** Where what follows them stands. */
    static final int MORE = SCALES + 4 * PANEL;
    /** Bytes that {@link #emit} works in, from where it is told. */
    static final int SCRATCH_BYTES = ROWS * BlockDecodeCode.SCRATCH_BYTES;

    private static final Register[] POINTERS = {RAX, RBX, R10};
    private static final int CACHE_LINE = 64;
    private static final int LEFT = 8; // first of the registers that hold no row

    private final VectorAssembler asm;
    private final BlockFormat format;
    private final BlockDecodeCode decode;
    private final boolean quads;
    private final Memory halfBytes; // 15 in each byte
    private final Memory bit4; // 16 in each byte
    private final Memory bits45; // 0x30 in each byte
    private final Memory bit7; // 128 in each byte
    private final Memory lower; // the lower 16 bits of each 32
    private final Memory upperHalves; // shifts: 0 for four lanes, 4 for the next four
    private final Memory eachBit; // 1, 2, 4 … 128, 1, …
    private final Memory byteOfBit; // which byte of four a bit of 32 stands in
    private final Memory[] bit = new Memory[8]; // one bit in each byte

    /**
     * Writes constants: no function begins before this.
     *
     * @param quads whether products of four bytes are added at once: Q8_0's integers then become 128 more
     */
    BytePanelCode(VectorAssembler asm, BlockFormat format, boolean quads) {
        this.asm = asm;
        this.format = format;
        this.quads = quads;
        this.decode = new BlockDecodeCode(asm, format);
        this.halfBytes = bytes(0x0F);
        this.bit4 = bytes(0x10);
        this.bits45 = bytes(0x30);
        this.bit7 = bytes(0x80);
        this.lower = asm.data(0xFFFF, ROWS);
        this.upperHalves = asm.data(new int[] {0, 0, 0, 0, 4, 4, 4, 4});
        int low = 0x08040201;
        int high = 0x80402010;
        this.eachBit = asm.data(new int[] {low, high, low, high, low, high, low, high});
        this.byteOfBit =
                asm.data(new int[] {0, 0, 0x01010101, 0x01010101, 0x02020202, 0x02020202, 0x03030303, 0x03030303});
        for (int i = 0; i < bit.length && format == BlockFormat.Q5_K; i++) {
            bit[i] = bytes(1 << i);
        }
    }

    VectorAssembler asm() {
        return asm;
    }

    BlockFormat format() {
        return format;
    }

    private Memory bytes(int each) {
        return asm.data(each * 0x01010101, ROWS);
    }

    /** Bytes of a panel's record. */
    static int recordBytes(BlockFormat format) {
        if (format == BlockFormat.Q6_K) {
            return MORE + 2 * 4 * PANEL;
        }
        return ByteBlock.minimum(format) == 0 ? MORE : MORE + 4 * PANEL;
    }

    /** Blocks of inputs that a block of the file takes. */
    int blocks() {
        return format.weights() / ByteBlock.PLACES;
    }

    private Memory row(int row, int displacement) {
        Register base = POINTERS[row / 3];
        return (row % 3 == 0 ? Memory.at(base, 0) : Memory.indexed(base, R13, row % 3)).plus(displacement);
    }

    /**
     * Asks for what comes later in memory, a part of it for each block of inputs, so that it travels while this is worked
     * on: in all as much as eight rows' blocks hold.
     *
     * @param pointer stands behind it after the last
     */
    void fetch(Register pointer, int sub) {
        int bytes = ROWS * format.bytes();
        int lines = Math.ceilDiv(bytes, CACHE_LINE);
        for (int line = lines * sub / blocks(); line < lines * (sub + 1) / blocks(); line++) {
            asm.prefetch(Memory.at(pointer, CACHE_LINE * line));
        }
        if (sub == blocks() - 1) {
            asm.add(pointer, bytes);
        }
    }

    /**
     * Lays out as many of the file's blocks as r8 says; what r8, r11 and the pointers held moves on.
     *
     * @param scratch {@link #SCRATCH_BYTES} to work in
     */
    void emit(Memory scratch) {
        int next = asm.here();
        asm.inYmm(() -> {
            scales(scratch, true);
            for (int sub = 0; sub < blocks(); sub++) {
                fetch(R14, sub);
                for (int row = 0; row < ROWS; row++) {
                    integers(row, sub);
                    if (quads && format == BlockFormat.Q8_0) {
                        asm.xor(row, row, bit7);
                    }
                }
                int record = sub * recordBytes(format);
                transpose((column, register) -> asm.storeYmm(Memory.at(R11, record + column * QUAD_BYTES), register));
            }
        });
        nextBlock();
        asm.add(R11, blocks() * recordBytes(format));
        asm.dec(R8);
        asm.jnz(next);
    }

    /** Lets the pointers stand on eight rows. */
    void stand(Register first) {
        asm.mov(RAX, first);
        asm.lea(RBX, Memory.indexed(RAX, R13, 2));
        asm.add(RBX, R13);
        asm.lea(R10, Memory.indexed(RBX, R13, 2));
        asm.add(R10, R13);
    }

    /** On to the file's next block of each row. */
    void nextBlock() {
        for (Register pointer : POINTERS) {
            asm.add(pointer, format.bytes());
        }
    }

    /** Where {@link #scales} leaves those of a block of inputs. */
    Memory scale(int sub) {
        return Memory.at(R11, (format == BlockFormat.Q6_K ? 0 : sub * recordBytes(format)) + SCALES);
    }

    /** Where it leaves the minima. */
    Memory minimum(int sub) {
        return Memory.at(R11, sub * recordBytes(format) + MORE);
    }

    /** Where it leaves the scales of a group of 16 places that are whole numbers. */
    Memory wholeScale(int group) {
        return Memory.at(R11, group / 2 * recordBytes(format) + MORE + 4 * PANEL * (group % 2));
    }

    /**
     * Scales and minima of the file's block of eight rows, from r11 on.
     *
     * @param paired whether scales that are whole numbers stand there as two of 16 bits alike, else in 32 bits
     */
    void scales(Memory scratch, boolean paired) {
        switch (format) {
            case Q4_K, Q5_K -> scalesOfGroups(scratch);
            case Q6_K -> {
                wholeScales(paired);
                halves();
            }
            default -> halves();
        }
    }

    /** One scale a block, in half precision, and one minimum where the format has it. */
    private void halves() {
        int at = format == BlockFormat.Q6_K ? 206 : 0; // Q6_K's stands at the block's end, in the upper half there
        asm.loadYmm(0, row(0, at));
        for (int row = 1; row < ROWS; row++) { // what is read around it is of the eight rows too
            asm.blendYmm(0, 0, row(row, at - Float.BYTES * row), 1 << row);
        }
        int upper = 2;
        asm.shiftRight(upper, 0, 16);
        asm.and(0, 0, lower);
        floats(format == BlockFormat.Q6_K ? upper : 0, 3);
        for (int sub = 0; sub < blocks(); sub++) {
            asm.storeYmm(Memory.at(R11, sub * recordBytes(format) + SCALES), 3);
        }
        if (ByteBlock.minimum(format) != 0) {
            floats(upper, 3);
            asm.storeYmm(Memory.at(R11, MORE), 3);
        }
    }

    /** Eight halves in 32 bits each to floats; {@code from} and the register before {@code to} are overwritten. */
    private void floats(int from, int to) {
        asm.halvesYmm(to, from, from, 0x11);
        asm.packYmm(to, from, to);
        asm.halvesToFloats(to, to);
    }

    /** The scales and minima of the eight sub-blocks of a block. */
    private void scalesOfGroups(Memory scratch) {
        for (int row = 0; row < ROWS; row++) {
            asm.lea(R12, row(row, 0));
            decode.head(R12, scratch.plus(BlockDecodeCode.SCRATCH_BYTES * row));
        }
        for (int half = 0; half < 2; half++) { // four scales and four minima each
            for (int row = 0; row < ROWS; row++) {
                asm.loadYmm(row, scratch.plus(BlockDecodeCode.SCRATCH_BYTES * row + 32 * half));
            }
            int first = 4 * half;
            transpose((column, register) -> {
                int at = column < 4 ? SCALES : MORE;
                asm.storeYmm(Memory.at(R11, (first + column % 4) * recordBytes(format) + at), register);
            });
        }
    }

    /** The signed scales of 16 groups of 16 places. */
    private void wholeScales(boolean paired) {
        for (int half = 0; half < 2; half++) {
            for (int row = 0; row < ROWS; row++) {
                asm.widenSignedBytes(row, row(row, 192 + 8 * half));
            }
            int first = 8 * half;
            transpose((column, register) -> {
                if (paired) {
                    int other = register == LEFT ? LEFT + 1 : LEFT;
                    asm.shiftLeft(other, register, 16);
                    asm.and(register, register, lower);
                    asm.or(register, register, other);
                }
                asm.storeYmm(wholeScale(first + column), register);
            });
        }
    }

    /** 32 integers of a row, as they stand in the file, to its register; that of work is overwritten. */
    void integers(int row, int sub) {
        switch (format) {
            case Q8_0 -> asm.loadYmm(row, row(row, 2));
            case Q4_0 -> nibbles(row, 2);
            case Q4_1 -> nibbles(row, 4);
            case Q5_0 -> {
                nibbles(row, 6);
                fifthBits(row, 2);
            }
            case Q5_1 -> {
                nibbles(row, 8);
                fifthBits(row, 4);
            }
            case Q4_K -> halfBytes(row, 16 + 32 * (sub / 2), sub % 2 == 1);
            case Q5_K -> {
                halfBytes(row, 48 + 32 * (sub / 2), sub % 2 == 1);
                asm.loadYmm(LEFT, row(row, 16));
                asm.and(LEFT, LEFT, bit[sub]);
                asm.sameBytesYmm(LEFT, LEFT, bit[sub]);
                asm.and(LEFT, LEFT, bit4);
                asm.or(row, row, LEFT);
            }
            case Q6_K -> {
                int quarter = sub % 4;
                halfBytes(row, 64 * (sub / 4) + 32 * (quarter % 2), quarter >= 2);
                asm.loadYmm(LEFT, row(row, 128 + 32 * (sub / 4)));
                switch (quarter) {
                    case 0 -> asm.shiftLeft(LEFT, LEFT, 4);
                    case 1 -> asm.shiftLeft(LEFT, LEFT, 2);
                    case 3 -> asm.shiftRight(LEFT, LEFT, 2);
                    default -> {}
                }
                asm.and(LEFT, LEFT, bits45);
                asm.or(row, row, LEFT);
            }
            default -> throw new IllegalArgumentException(format + ": expected integers with scales");
        }
    }

    /** Whether {@link #nibblesOfTwo} serves. */
    boolean plainNibbles() {
        return format == BlockFormat.Q4_0 || format == BlockFormat.Q4_1;
    }

    /**
     * 16 places of two rows, one in each half of a register.
     *
     * @param row the first; its register and the second's get the lower and the upper halves of bytes, the first and the
     *     last 16 places of both
     */
    void nibblesOfTwo(int row, int other) {
        int at = format == BlockFormat.Q4_0 ? 2 : 4;
        asm.broadcastHalfYmm(row, row(row, at));
        asm.blendYmm(row, row, row(other, at - 16), 0xF0);
        asm.shiftRight(other, row, 4);
        asm.and(row, row, halfBytes);
        asm.and(other, other, halfBytes);
    }

    /** 16 bytes whose lower halves come first, then the upper ones. */
    private void nibbles(int row, int at) {
        asm.broadcastHalfYmm(row, row(row, at));
        asm.shiftRightEach(row, row, upperHalves);
        asm.and(row, row, halfBytes);
    }

    /** The lower, or the upper, halves of 32 bytes. */
    private void halfBytes(int row, int at, boolean upper) {
        asm.loadYmm(row, row(row, at));
        if (upper) {
            asm.shiftRight(row, row, 4);
        }
        asm.and(row, row, halfBytes);
    }

    /** Adds 16 where a bit of 32 is set. */
    private void fifthBits(int row, int at) {
        asm.broadcast(LEFT, row(row, at));
        asm.shuffleBytesYmm(LEFT, LEFT, byteOfBit);
        asm.and(LEFT, LEFT, eachBit);
        asm.sameBytesYmm(LEFT, LEFT, eachBit);
        asm.and(LEFT, LEFT, bit4);
        asm.or(row, row, LEFT);
    }

    private interface Column {
        void take(int column, int register);
    }

    /** The registers 0 to 7 as rows of eight; each column is handed over in a register. */
    private void transpose(Column each) {
        for (int pair = 0; pair < 4; pair++) {
            asm.unpackLowYmm(8 + 2 * pair, 2 * pair, 2 * pair + 1);
            asm.unpackHighYmm(9 + 2 * pair, 2 * pair, 2 * pair + 1);
        }
        for (int half = 0; half < 2; half++) {
            int from = 8 + 4 * half;
            asm.shuffleYmm(4 * half, from, from + 2, 0x44);
            asm.shuffleYmm(4 * half + 1, from, from + 2, 0xEE);
            asm.shuffleYmm(4 * half + 2, from + 1, from + 3, 0x44);
            asm.shuffleYmm(4 * half + 3, from + 1, from + 3, 0xEE);
        }
        for (int column = 0; column < 8; column++) {
            int register = 10 + column % 4;
            asm.halvesYmm(register, column % 4, column % 4 + 4, column < 4 ? 0x20 : 0x31);
            each.take(column, register);
        }
    }
}
