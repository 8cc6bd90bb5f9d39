package dev.heed.kernel.block;

import dev.heed.kernel.assembler.Assembler.Memory;
import dev.heed.kernel.assembler.Assembler.Register;
import dev.heed.kernel.assembler.VectorAssembler;
import dev.heed.kernel.assembler.VectorAssembler.Width;

/**
 * The instructions that turn blocks into floats in registers, {@value #GROUP} weights at a time, with the bits of
 * {@link BlockDecoding}: the same operations in the same order, integers as integers.
 *
 * <p>Registers: 8 and 9 a block's or group's scale and minimum, 10 and 11 the weights (10 alone where a vector has 16
 * lanes), 12 to 15 for work. Constants stand in the code, before the function that uses them.
 */
final class BlockDecodeCode {
    /** Weights decoded at a time. */
    static final int GROUP = 16;
    /** The first register of the decoded weights. */
    static final int WEIGHTS = 10;
    /** Bytes that {@link #head} may write at its place of work. */
    static final int SCRATCH_BYTES = 64;

    private static final int SCALE = 8;
    private static final int MINIMUM = 9;
    private static final int WORK = 12;
    /** Where a vector has 16 lanes: the weights that the 16 values of half a byte stand for. */
    private static final int TABLE = 16;

    private final VectorAssembler asm;
    private final BlockFormat format;
    private final Memory bits; // of every lane: 15
    private final Memory sixBits; // 63
    private final Memory fifthBit; // 16
    private final Memory fifthAndSixth; // 0x30
    private final Memory eight;
    private final Memory thirtyTwo;
    private final Memory fromByte; // shifts that bring bits 8, 9, … of a lane to its bit 4
    private final Memory values; // of half a byte, less the format's offset, as floats; null where no table is made
    private final Memory upperHalves; // shifts 0 for four lanes, 4 for the next four

    /** Writes constants: no function begins before this. */
    BlockDecodeCode(VectorAssembler asm, BlockFormat format) {
        this.asm = asm;
        this.format = format;
        int lanes = asm.width().lanes();
        this.bits = asm.data(15, lanes);
        this.sixBits = asm.data(63, lanes);
        this.fifthBit = asm.data(16, lanes);
        this.fifthAndSixth = asm.data(0x30, lanes);
        this.eight = asm.data(8, lanes);
        this.thirtyTwo = asm.data(32, lanes);
        int[] counts = new int[lanes];
        for (int lane = 0; lane < lanes; lane++) {
            counts[lane] = 4 + lane;
        }
        this.fromByte = asm.data(counts);
        this.values = tabled() ? asm.data(values(format == BlockFormat.Q4_0 ? 8 : 0)) : null;
        this.upperHalves = asm.data(new int[] {0, 0, 0, 0, 4, 4, 4, 4});
    }

    private static int[] values(int offset) {
        int[] bits = new int[GROUP];
        for (int value = 0; value < bits.length; value++) {
            bits[value] = Float.floatToRawIntBits(value - offset);
        }
        return bits;
    }

    /** Whether weights are looked up among 16, made once for all that share a scale: the same operations, fewer times. */
    private boolean tabled() {
        return asm.width() == Width.ZMM
                && (format == BlockFormat.Q4_0 || format == BlockFormat.Q4_1 || format == BlockFormat.Q4_K);
    }

    private void table() {
        asm.mul(TABLE, SCALE, values);
        if (format == BlockFormat.Q4_1) {
            asm.add(TABLE, TABLE, MINIMUM);
        } else if (format == BlockFormat.Q4_K) {
            asm.sub(TABLE, TABLE, MINIMUM);
        }
    }

    /** Weights of a unit: a block, or where blocks are single numbers a group. */
    int unitWeights() {
        return Math.max(GROUP, format.weights());
    }

    /** Bytes of a unit. */
    int unitBytes() {
        return (int) format.bytes(unitWeights());
    }

    /** Vectors that hold a group. */
    int vectors() {
        return GROUP / asm.width().lanes();
    }

    /** What a unit's groups share. */
    void head(Register block, Memory scratch) {
        switch (format) {
            case F32, F16, BF16 -> {}
            case Q8_0, Q4_0, Q5_0 -> half(SCALE, block, 0);
            case Q4_1, Q5_1 -> {
                half(SCALE, block, 0);
                half(MINIMUM, block, 2);
            }
            case Q4_K, Q5_K -> asm.inYmm(() -> scalesAndMinima(block, scratch));
            case Q6_K -> asm.inYmm(() -> scales(block, scratch));
        }
        if (tabled() && format != BlockFormat.Q4_K) {
            table();
        }
    }

    /** A number of half precision, to all lanes as a float. */
    private void half(int to, Register block, int at) {
        asm.broadcastShort(to, Memory.at(block, at));
        asm.halvesToFloats(to, to);
    }

    /** Eight scales and eight minima of six bits each: four scales, four minima, four scales, four minima. */
    private void scalesAndMinima(Register block, Memory scratch) {
        int first = WORK;
        int last = WORK + 1;
        int low = WORK + 2;
        int high = WORK + 3;
        asm.widenUnsignedBytes(first, Memory.at(block, 4)); // bytes 0 to 7
        asm.widenUnsignedBytes(last, Memory.at(block, 8));
        asm.halvesYmm(last, last, last, 0x11); // bytes 8 to 11, twice
        asm.and(low, first, sixBits);
        asm.intsToFloats(low, low);
        asm.shiftRight(high, first, 6);
        asm.shiftLeft(high, high, 4);
        asm.shiftRightEach(last, last, upperHalves);
        asm.and(last, last, bits);
        asm.or(high, high, last);
        asm.intsToFloats(high, high);
        half(SCALE, block, 0);
        half(MINIMUM, block, 2);
        asm.halvesYmm(SCALE, SCALE, MINIMUM, 0x20);
        asm.mul(low, SCALE, low);
        asm.mul(high, SCALE, high);
        asm.store(scratch, low);
        asm.store(scratch.plus(32), high);
    }

    /** Sixteen scales of eight bits each. */
    private void scales(Register block, Memory scratch) {
        half(SCALE, block, 208);
        for (int part = 0; part < 2; part++) {
            asm.widenSignedBytes(WORK, Memory.at(block, 192 + 8 * part));
            asm.intsToFloats(WORK, WORK);
            asm.mul(WORK, SCALE, WORK);
            asm.store(scratch.plus(32 * part), WORK);
        }
    }

    /** The weights {@code GROUP · group} and so on of a unit, to {@link #WEIGHTS}. */
    void group(int group, Register block, Memory scratch) {
        groupScales(group, scratch);
        for (int v = 0; v < vectors(); v++) {
            int lane = v * asm.width().lanes();
            part(group, lane, block, WEIGHTS + v);
        }
    }

    private void groupScales(int group, Memory scratch) {
        if (format == BlockFormat.Q6_K) {
            asm.broadcast(SCALE, scratch.plus(4 * group));
        } else if ((format == BlockFormat.Q4_K || format == BlockFormat.Q5_K) && group % 2 == 0) {
            int sub = group / 2;
            asm.broadcast(SCALE, scratch.plus(32 * (sub / 4) + 4 * (sub % 4)));
            asm.broadcast(MINIMUM, scratch.plus(32 * (sub / 4) + 4 * (sub % 4) + 16));
            if (tabled()) {
                table();
            }
        }
    }

    /** Weights by their place in the table. */
    private void lookUp(int to, Memory from, boolean upper) {
        asm.widenUnsignedBytes(to, from);
        if (upper) {
            asm.shiftRight(to, to, 4);
        }
        asm.lookUpZmm(to, to, TABLE);
    }

    /** A vector of weights from {@code lane} of a group on. */
    private void part(int group, int lane, Register block, int to) {
        int lanes = asm.width().lanes();
        if (tabled()) {
            int sub = group / 2;
            switch (format) {
                case Q4_0 -> lookUp(to, Memory.at(block, 2), group == 1);
                case Q4_1 -> lookUp(to, Memory.at(block, 4), group == 1);
                default -> lookUp(to, Memory.at(block, 16 + 32 * (sub / 2) + GROUP * (group % 2)), sub % 2 == 1);
            }
            return;
        }
        switch (format) {
            case F32 -> asm.load(to, Memory.at(block, 4 * lane));
            case F16 -> asm.halvesToFloats(to, Memory.at(block, 2 * lane));
            case BF16 -> {
                asm.widenUnsignedShorts(to, Memory.at(block, 2 * lane));
                asm.shiftLeft(to, to, 16);
            }
            case Q8_0 -> {
                asm.widenSignedBytes(to, Memory.at(block, 2 + GROUP * group + lane));
                scaled(to);
            }
            case Q4_0 -> {
                nibbles(to, Memory.at(block, 2 + lane), group == 1);
                asm.subInts(to, to, eight);
                scaled(to);
            }
            case Q4_1 -> {
                nibbles(to, Memory.at(block, 4 + lane), group == 1);
                scaled(to);
                asm.add(to, to, MINIMUM);
            }
            case Q5_0 -> {
                nibbles(to, Memory.at(block, 6 + lane), group == 1);
                fifthBits(to, Memory.at(block, 1 + (GROUP * group + lane) / 8));
                asm.subInts(to, to, fifthBit);
                scaled(to);
            }
            case Q5_1 -> {
                nibbles(to, Memory.at(block, 8 + lane), group == 1);
                fifthBits(to, Memory.at(block, 3 + (GROUP * group + lane) / 8));
                scaled(to);
                asm.add(to, to, MINIMUM);
            }
            case Q4_K, Q5_K -> {
                int sub = group / 2;
                int within = GROUP * (group % 2) + lane;
                int low = format == BlockFormat.Q4_K ? 16 : 48;
                nibbles(to, Memory.at(block, low + 32 * (sub / 2) + within), sub % 2 == 1);
                if (format == BlockFormat.Q5_K) {
                    asm.widenUnsignedBytes(WORK, Memory.at(block, 16 + within));
                    moved(WORK, 4 - sub);
                    asm.and(WORK, WORK, fifthBit);
                    asm.or(to, to, WORK);
                }
                scaled(to);
                asm.sub(to, to, MINIMUM);
            }
            case Q6_K -> {
                int half = group / 8;
                int quarter = group / 2 % 4;
                int within = GROUP * (group % 2) + lane;
                nibbles(to, Memory.at(block, 64 * half + 32 * (quarter % 2) + within), quarter >= 2);
                asm.widenUnsignedBytes(WORK, Memory.at(block, 128 + 32 * half + within));
                moved(WORK, 4 - 2 * quarter);
                asm.and(WORK, WORK, fifthAndSixth);
                asm.or(to, to, WORK);
                asm.subInts(to, to, thirtyTwo);
                scaled(to);
            }
        }
    }

    private void scaled(int weights) {
        asm.intsToFloats(weights, weights);
        asm.mul(weights, SCALE, weights);
    }

    /** Halves of bytes: the lower, or the upper ones. */
    private void nibbles(int to, Memory from, boolean upper) {
        asm.widenUnsignedBytes(to, from);
        if (upper) {
            asm.shiftRight(to, to, 4);
        } else {
            asm.and(to, to, bits);
        }
    }

    /** Adds 16 where a bit is set: that of the first lane is the lowest of the byte behind {@code from}. */
    private void fifthBits(int to, Memory from) {
        asm.broadcast(WORK, from);
        asm.shiftRightEach(WORK, WORK, fromByte);
        asm.and(WORK, WORK, fifthBit);
        asm.or(to, to, WORK);
    }

    private void moved(int register, int left) {
        if (left > 0) {
            asm.shiftLeft(register, register, left);
        } else if (left < 0) {
            asm.shiftRight(register, register, -left);
        }
    }
}
