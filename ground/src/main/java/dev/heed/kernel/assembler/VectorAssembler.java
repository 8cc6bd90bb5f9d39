package dev.heed.kernel.assembler;

/**
 * The instructions on vectors, of one width: 256 bits with VEX prefixes, or 512 bits with EVEX prefixes. The same calls
 * write both, so that a kernel is written once.
 *
 * <p>Registers count from 0 to 15 or 31. Methods whose name ends in {@code Xmm} or {@code Ymm} are of that width always and
 * take registers below 16.
 */
public final class VectorAssembler extends VectorEncoding {
    /** Width of a vector. */
    public enum Width {
        YMM(32, 16),
        ZMM(64, 32);

        /** Bytes of a vector. */
        public final int bytes;
        /** How many there are. */
        public final int registers;

        Width(int bytes, int registers) {
            this.bytes = bytes;
            this.registers = registers;
        }

        /** Floats of a vector. */
        public int lanes() {
            return bytes / 4;
        }
    }

    /** Comparisons that are false for NaN, and the opposite of the first, by their immediate. */
    private static final int LESS = 0x11;

    private static final int NOT_LESS = 0x15;
    private static final int GREATER = 0x1E;

    public VectorAssembler(Width width, boolean listed) {
        super(width, listed);
    }

    // ---- moves

    public void load(int to, Memory from) {
        vector(full("vmovups", MAP_0F, NONE, 0x10), to, -1, from);
    }

    public void store(Memory to, int from) {
        Operation move = full("vmovups", MAP_0F, NONE, 0x11);
        prefix(move, from, 0, to);
        operand(from & 7, to, unit(move), 0);
        list(() -> "vmovups " + move.size() + text(to) + "," + name(from));
    }

    public void copy(int to, int from) {
        vector(full("vmovaps", MAP_0F, NONE, 0x28), to, -1, from);
    }

    /** Copies one float to all lanes. */
    public void broadcast(int to, Memory from) {
        vector(single("vbroadcastss", MAP_0F38, P66, 0x18), to, -1, from);
    }

    /** Copies the first lane to all. */
    public void broadcast(int to, int from) {
        Operation broadcast = single("vbroadcastss", MAP_0F38, P66, 0x18);
        prefix(broadcast, to, 0, from);
        emit(0x18, 0xC0 | (to & 7) << 3 | from & 7);
        list(() -> "vbroadcastss " + name(to) + ",xmm" + from);
    }

    public void zero(int register) {
        if (width() == Width.YMM) {
            vector(full("vxorps", MAP_0F, NONE, 0x57), register, register, register);
        } else {
            vector(full("vpxord", MAP_0F, P66, 0xEF), register, register, register);
        }
    }

    public void storeFirst(Memory to, int from) {
        vexShort(PF3, from, 0, to);
        emit(0x11);
        operand(from & 7, to, 1, 0);
        list(() -> "vmovss DWORD PTR " + text(to) + ",xmm" + from);
    }

    // ---- arithmetic, lane by lane

    public void add(int to, int a, int b) {
        vector(full("vaddps", MAP_0F, NONE, 0x58), to, a, b);
    }

    public void add(int to, int a, Memory b) {
        vector(full("vaddps", MAP_0F, NONE, 0x58), to, a, b);
    }

    public void sub(int to, int a, int b) {
        vector(full("vsubps", MAP_0F, NONE, 0x5C), to, a, b);
    }

    public void sub(int to, int a, Memory b) {
        vector(full("vsubps", MAP_0F, NONE, 0x5C), to, a, b);
    }

    public void mul(int to, int a, int b) {
        vector(full("vmulps", MAP_0F, NONE, 0x59), to, a, b);
    }

    public void mul(int to, int a, Memory b) {
        vector(full("vmulps", MAP_0F, NONE, 0x59), to, a, b);
    }

    public void div(int to, int a, int b) {
        vector(full("vdivps", MAP_0F, NONE, 0x5E), to, a, b);
    }

    /** The smaller; {@code b} where either is NaN. */
    public void min(int to, int a, int b) {
        vector(full("vminps", MAP_0F, NONE, 0x5D), to, a, b);
    }

    /** The larger; {@code b} where either is NaN. */
    public void max(int to, int a, int b) {
        vector(full("vmaxps", MAP_0F, NONE, 0x5F), to, a, b);
    }

    public void sqrt(int to, int from) {
        vector(full("vsqrtps", MAP_0F, NONE, 0x51), to, -1, from);
    }

    /** {@code sum += a · b}, rounded once. */
    public void fma231(int sum, int a, int b) {
        vector(full("vfmadd231ps", MAP_0F38, P66, 0xB8), sum, a, b);
    }

    /** {@code sum += a · b}, rounded once. */
    public void fma231(int sum, int a, Memory b) {
        vector(full("vfmadd231ps", MAP_0F38, P66, 0xB8), sum, a, b);
    }

    /** {@code x = a · x + b}, rounded once. */
    public void fma213(int x, int a, int b) {
        vector(full("vfmadd213ps", MAP_0F38, P66, 0xA8), x, a, b);
    }

    /** {@code x = a · x + b}, rounded once. */
    public void fma213(int x, int a, Memory b) {
        vector(full("vfmadd213ps", MAP_0F38, P66, 0xA8), x, a, b);
    }

    /** Changes the sign where {@code b} has its highest bit set, and so on: bits by bits. */
    public void xor(int to, int a, Memory b) {
        if (width() == Width.YMM) {
            vector(full("vxorps", MAP_0F, NONE, 0x57), to, a, b);
        } else {
            vector(full("vpxord", MAP_0F, P66, 0xEF), to, a, b);
        }
    }

    public void addInts(int to, int a, int b) {
        vector(full("vpaddd", MAP_0F, P66, 0xFE), to, a, b);
    }

    public void addInts(int to, int a, Memory b) {
        vector(full("vpaddd", MAP_0F, P66, 0xFE), to, a, b);
    }

    public void subInts(int to, int a, Memory b) {
        vector(full("vpsubd", MAP_0F, P66, 0xFA), to, a, b);
    }

    public void subInts(int to, int a, int b) {
        vector(full("vpsubd", MAP_0F, P66, 0xFA), to, a, b);
    }

    /** The lower 32 bits of each product. */
    public void multiplyInts(int to, int a, Memory b) {
        vector(full("vpmulld", MAP_0F38, P66, 0x40), to, a, b);
    }

    public void shiftLeft(int to, int from, int bits) {
        Operation shift = full("vpslld", MAP_0F, P66, 0x72);
        prefix(shift, 6, to, from);
        emit(0x72, 0xC0 | 6 << 3 | from & 7, bits);
        list(() -> "vpslld " + name(to) + "," + name(from) + ",0x" + Integer.toHexString(bits));
    }

    /** Shifts 32 bits, zeros from the left. */
    public void shiftRight(int to, int from, int bits) {
        Operation shift = full("vpsrld", MAP_0F, P66, 0x72);
        prefix(shift, 2, to, from);
        emit(0x72, 0xC0 | 2 << 3 | from & 7, bits);
        list(() -> "vpsrld " + name(to) + "," + name(from) + ",0x" + Integer.toHexString(bits));
    }

    /** Bits that both have. */
    public void and(int to, int a, Memory b) {
        vector(full("vandps", MAP_0F, NONE, 0x54), to, a, b);
    }

    /** Bits that one has. */
    public void or(int to, int a, int b) {
        vector(full("vorps", MAP_0F, NONE, 0x56), to, a, b);
    }

    public void intsToFloats(int to, int from) {
        vector(full("vcvtdq2ps", MAP_0F, NONE, 0x5B), to, -1, from);
    }

    /** To the nearest integer, ties to even. */
    public void floatsToInts(int to, int from) {
        vector(full("vcvtps2dq", MAP_0F, P66, 0x5B), to, -1, from);
    }

    /** {@code sum += a · b} for two bfloat16 of each 32-bit lane, the upper ones first. */
    public void multiplyBfloat16(int sum, int a, int b) {
        vector(full("vdpbf16ps", MAP_0F38, PF3, 0x52), sum, a, b);
    }

    /** Signed bytes, half a vector of them, to 16-bit numbers. */
    public void widenBytes(int to, Memory from) {
        String size = width() == Width.YMM ? "XMMWORD PTR " : "YMMWORD PTR ";
        vector(new Operation("vpmovsxbw", MAP_0F38, P66, 0x20, width().bytes / 2, size), to, -1, from);
    }

    /** Unsigned bytes, as many as a vector has lanes, to 32-bit integers. */
    public void widenUnsignedBytes(int to, Memory from) {
        vector(quarter("vpmovzxbd", 0x31), to, -1, from);
    }

    /** Signed bytes, as many as a vector has lanes, to 32-bit integers. */
    public void widenSignedBytes(int to, Memory from) {
        vector(quarter("vpmovsxbd", 0x21), to, -1, from);
    }

    private Operation quarter(String name, int opcode) {
        String size = width() == Width.YMM ? "QWORD PTR " : "XMMWORD PTR ";
        return new Operation(name, MAP_0F38, P66, opcode, width().bytes / 4, size);
    }

    private Operation half(String name, int opcode) {
        String size = width() == Width.YMM ? "XMMWORD PTR " : "YMMWORD PTR ";
        return new Operation(name, MAP_0F38, P66, opcode, width().bytes / 2, size);
    }

    /** Unsigned 16-bit numbers, half a vector of them, to 32 bits. */
    public void widenUnsignedShorts(int to, Memory from) {
        vector(half("vpmovzxwd", 0x33), to, -1, from);
    }

    /** Copies 16 bits to all places. */
    public void broadcastShort(int to, Memory from) {
        vector(new Operation("vpbroadcastw", MAP_0F38, P66, 0x79, 2, "WORD PTR "), to, -1, from);
    }

    /** Numbers of half precision, half a vector of them, to floats. */
    public void halvesToFloats(int to, Memory from) {
        vector(half("vcvtph2ps", 0x13), to, -1, from);
    }

    /** Numbers of half precision in the lower half of a register to floats. */
    public void halvesToFloats(int to, int from) {
        Operation convert = half("vcvtph2ps", 0x13);
        prefix(convert, to, 0, from);
        emit(0x13, 0xC0 | (to & 7) << 3 | from & 7);
        String narrow = width() == Width.YMM ? "xmm" : "ymm";
        list(() -> "vcvtph2ps " + name(to) + "," + narrow + from);
    }

    /** Shifts each 32 bits by a count of their own, zeros from the left. */
    public void shiftRightEach(int to, int from, Memory counts) {
        vector(full("vpsrlvd", MAP_0F38, P66, 0x45), to, from, counts);
    }

    /** Products of 16-bit numbers, two neighbours added into 32 bits. */
    public void multiplyPairs(int to, int a, int b) {
        vector(full("vpmaddwd", MAP_0F, P66, 0xF5), to, a, b);
    }

    /** Products of 16-bit numbers, two neighbours added into 32 bits. */
    public void multiplyPairs(int to, int a, Memory b) {
        vector(full("vpmaddwd", MAP_0F, P66, 0xF5), to, a, b);
    }

    /** Products of unsigned bytes of a by signed bytes of b, two neighbours added into 16 bits, or as near as those come. */
    public void multiplyBytes(int to, int a, int b) {
        vector(full("vpmaddubsw", MAP_0F38, P66, 0x04), to, a, b);
    }

    /** Sums of 16-bit numbers, what does not fit cut off. */
    public void addShorts(int to, int a, int b) {
        vector(full("vpaddw", MAP_0F, P66, 0xFD), to, a, b);
    }

    /** Differences of 16-bit numbers, likewise. */
    public void subShorts(int to, int a, int b) {
        vector(full("vpsubw", MAP_0F, P66, 0xF9), to, a, b);
    }

    /** In each half: sums of neighbouring 16-bit numbers, those of a, then those of b. */
    public void addNeighbourShortsYmm(int to, int a, int b) {
        narrow("vphaddw", true, MAP_0F38, P66, 0x01, to, a, b);
    }

    /** In each half: sums of neighbouring 32-bit numbers, those of a, then those of b. */
    public void addNeighbourIntsYmm(int to, int a, int b) {
        narrow("vphaddd", true, MAP_0F38, P66, 0x02, to, a, b);
    }

    /** Signed bytes of a, turned where those of b are below zero, zero where they are. */
    public void signsYmm(int to, int a, int b) {
        narrow("vpsignb", true, MAP_0F38, P66, 0x08, to, a, b);
    }

    /** Sizes of signed bytes, as unsigned ones. */
    public void sizesYmm(int to, int from) {
        vexLong(MAP_0F38, P66, true, to, 0, false, from >= 8);
        emit(0x1C, 0xC0 | (to & 7) << 3 | from & 7);
        list(() -> "vpabsb ymm" + to + ",ymm" + from);
    }

    /** In each half: the four integers of a, then those of b, as 16 bits, or as near as those come. */
    public void packSignedYmm(int to, int a, int b) {
        narrow("vpackssdw", true, P66, 0x6B, to, a, b);
    }

    /** In each half: the eight 16-bit numbers of a, then those of b, as bytes, likewise. */
    public void packBytesYmm(int to, int a, int b) {
        narrow("vpacksswb", true, P66, 0x63, to, a, b);
    }

    /** The integers of {@code from} that {@code order} names. */
    public void permuteYmm(int to, int order, int from) {
        narrow("vpermd", true, MAP_0F38, P66, 0x36, to, order, from);
    }

    /** Of 512 bits: the floats of {@code table} that the lower four bits of each integer of {@code places} name. */
    public void lookUpZmm(int to, int places, int table) {
        vector(full("vpermps", MAP_0F38, P66, 0x16), to, places, table);
    }

    /** 16 bytes to both halves. */
    public void broadcastHalfYmm(int to, Memory from) {
        vexLong(MAP_0F38, P66, true, to, 0, extended(from.index()), extended(from.base()));
        emit(0x5A);
        operand(to & 7, from, 1, 0);
        list(() -> "vbroadcasti128 ymm" + to + ",XMMWORD PTR " + text(from));
    }

    /** In each half: the bytes of a that those of b name. */
    public void shuffleBytesYmm(int to, int a, Memory b) {
        vexLong(MAP_0F38, P66, true, to, a, extended(b.index()), extended(b.base()));
        emit(0x00);
        operand(to & 7, b, 1, 0);
        list(() -> "vpshufb ymm" + to + ",ymm" + a + ",YMMWORD PTR " + text(b));
    }

    /** All bits of a byte where a and b have the same, none elsewhere. */
    public void sameBytesYmm(int to, int a, Memory b) {
        vexLong(MAP_0F, P66, true, to, a, extended(b.index()), extended(b.base()));
        emit(0x74);
        operand(to & 7, b, 1, 0);
        list(() -> "vpcmpeqb ymm" + to + ",ymm" + a + ",YMMWORD PTR " + text(b));
    }

    /** Integers of b where {@code lanes} has a bit set, of a elsewhere. */
    public void blendYmm(int to, int a, int b, int lanes) {
        vexLong(MAP_0F3A, P66, true, to, a, false, b >= 8);
        emit(0x02, 0xC0 | (to & 7) << 3 | b & 7, lanes);
        list(() -> "vpblendd ymm" + to + ",ymm" + a + ",ymm" + b + ",0x" + Integer.toHexString(lanes));
    }

    /** The same of what stands in memory, all of which is read. */
    public void blendYmm(int to, int a, Memory b, int lanes) {
        vexLong(MAP_0F3A, P66, true, to, a, extended(b.index()), extended(b.base()));
        emit(0x02);
        operand(to & 7, b, 1, 1);
        emit(lanes);
        list(() -> "vpblendd ymm" + to + ",ymm" + a + ",YMMWORD PTR " + text(b) + ",0x" + Integer.toHexString(lanes));
    }

    /** {@code sum += } four products of unsigned bytes of {@code a} by signed bytes of {@code b}, a 32-bit lane each. */
    public void multiplyQuads(int sum, int a, int b) {
        vector(full("vpdpbusd", MAP_0F38, P66, 0x50), sum, a, b);
    }

    // ---- choices

    /** {@code to = x < bound ? 0 : to}; {@code scratch} is overwritten. */
    public void zeroWhereBelow(int to, int x, Memory bound, int scratch) {
        if (width() == Width.YMM) {
            compare(scratch, x, bound, LESS);
            vector(full("vandnps", MAP_0F, NONE, 0x55), to, scratch, to);
        } else {
            compare(1, x, bound, NOT_LESS);
            evex(full("vmovaps", MAP_0F, NONE, 0x28), to, 0, to >= 16, to >= 8, 0x80 | 1);
            emit(0x28, 0xC0 | (to & 7) << 3 | to & 7);
            list("vmovaps " + name(to) + "{k1}{z}," + name(to));
        }
    }

    /** {@code to = x > bound ? replacement : to}; {@code scratch} is overwritten. */
    public void replaceWhereAbove(int to, int x, Memory bound, Memory replacement, int scratch) {
        compare(width() == Width.YMM ? scratch : 1, x, bound, GREATER);
        if (width() == Width.YMM) {
            Operation blend = full("vblendvps", MAP_0F3A, P66, 0x4A);
            prefix(blend, to, to, replacement);
            operand(to & 7, replacement, 1, 1);
            emit(scratch << 4);
            list(() -> "vblendvps " + name(to) + "," + name(to) + "," + blend.size() + text(replacement) + ","
                    + name(scratch));
        } else {
            Operation move = full("vmovups", MAP_0F, NONE, 0x10);
            evex(move, to, 0, extended(replacement.index()), extended(replacement.base()), 1);
            emit(0x10);
            operand(to & 7, replacement, move.unit(), 0);
            list("vmovups " + name(to) + "{k1}," + move.size() + text(replacement));
        }
    }

    private void compare(int to, int a, Memory b, int how) {
        Operation compare = full("vcmpps", MAP_0F, NONE, 0xC2);
        prefix(compare, to, a, b);
        operand(to & 7, b, unit(compare), 1);
        emit(how);
        String relation = switch (how) {
            case LESS -> "lt_oq";
            case NOT_LESS -> "nlt_uq";
            default -> "gt_oq";
        };
        String target = width() == Width.YMM ? name(to) : "k" + to;
        list(() -> "vcmp" + relation + "ps " + target + "," + name(a) + "," + compare.size() + text(b));
    }

    // ---- across lanes

    /** The upper 256 bits of a 512-bit register. */
    public void upperYmm(int to, int from) {
        Operation extract = full("vextractf64x4", MAP_0F3A, P66, 0x1B);
        evex(extract, from, 0, to >= 16, to >= 8, 0, true);
        emit(0x1B, 0xC0 | (from & 7) << 3 | to & 7, 1);
        list(() -> "vextractf64x4 ymm" + to + ",zmm" + from + ",0x1");
    }

    /** The upper 128 bits of a 256-bit register. */
    public void upperXmm(int to, int from) {
        vexLong(MAP_0F3A, P66, true, from, 0, false, to >= 8);
        emit(0x19, 0xC0 | (from & 7) << 3 | to & 7, 1);
        list(() -> "vextractf128 xmm" + to + ",ymm" + from + ",0x1");
    }

    public void addYmm(int to, int a, int b) {
        narrow("vaddps", true, NONE, 0x58, to, a, b);
    }

    public void addXmm(int to, int a, int b) {
        narrow("vaddps", false, NONE, 0x58, to, a, b);
    }

    public void maxYmm(int to, int a, int b) {
        narrow("vmaxps", true, NONE, 0x5F, to, a, b);
    }

    public void maxXmm(int to, int a, int b) {
        narrow("vmaxps", false, NONE, 0x5F, to, a, b);
    }

    /** Lanes 2 and 3 of {@code b} come to the lanes 0 and 1. */
    public void upperHalfXmm(int to, int b) {
        narrow("vmovhlps", false, NONE, 0x12, to, b, b);
    }

    /** Lane 1 comes to lane 0. */
    public void oddXmm(int to, int from) {
        vexLong(MAP_0F, PF3, false, to, 0, false, from >= 8);
        emit(0x16, 0xC0 | (to & 7) << 3 | from & 7);
        list(() -> "vmovshdup xmm" + to + ",xmm" + from);
    }

    public void loadYmm(int to, Memory from) {
        vexLong(MAP_0F, NONE, true, to, 0, extended(from.index()), extended(from.base()));
        emit(0x10);
        operand(to & 7, from, 1, 0);
        list(() -> "vmovups ymm" + to + ",YMMWORD PTR " + text(from));
    }

    public void storeYmm(Memory to, int from) {
        vexLong(MAP_0F, NONE, true, from, 0, extended(to.index()), extended(to.base()));
        emit(0x11);
        operand(from & 7, to, 1, 0);
        list(() -> "vmovups YMMWORD PTR " + text(to) + ",ymm" + from);
    }

    /** In each half: the lower two lanes of a and b, taking turns. */
    public void unpackLowYmm(int to, int a, int b) {
        narrow("vunpcklps", true, NONE, 0x14, to, a, b);
    }

    /** In each half: the upper two lanes of a and b, taking turns. */
    public void unpackHighYmm(int to, int a, int b) {
        narrow("vunpckhps", true, NONE, 0x15, to, a, b);
    }

    /** In each half: two lanes of a, then two of b, by {@code selector}. */
    public void shuffleYmm(int to, int a, int b, int selector) {
        vexLong(MAP_0F, NONE, true, to, a, false, b >= 8);
        emit(0xC6, 0xC0 | (to & 7) << 3 | b & 7, selector);
        list(() -> "vshufps ymm" + to + ",ymm" + a + ",ymm" + b + ",0x" + Integer.toHexString(selector));
    }

    /** Of 512 bits: two quarters of a, then two of b, by {@code selector}. */
    public void quartersZmm(int to, int a, int b, int selector) {
        Operation shuffle = full("vshuff64x2", MAP_0F3A, P66, 0x23);
        evex(shuffle, to, a, b >= 16, (b & 8) != 0, 0, true);
        emit(0x23, 0xC0 | (to & 7) << 3 | b & 7, selector);
        list(() -> "vshuff64x2 zmm" + to + ",zmm" + a + ",zmm" + b + ",0x" + Integer.toHexString(selector));
    }

    /** In each quarter of 512 bits: two lanes of a, then two of b, by {@code selector}. */
    public void shuffleZmm(int to, int a, int b, int selector) {
        Operation shuffle = full("vshufps", MAP_0F, NONE, 0xC6);
        evex(shuffle, to, a, b >= 16, (b & 8) != 0, 0);
        emit(0xC6, 0xC0 | (to & 7) << 3 | b & 7, selector);
        list(() -> "vshufps zmm" + to + ",zmm" + a + ",zmm" + b + ",0x" + Integer.toHexString(selector));
    }

    /** Halves of a and b by {@code selector}: 0x20 the lower, 0x31 the upper ones. */
    public void halvesYmm(int to, int a, int b, int selector) {
        vexLong(MAP_0F3A, P66, true, to, a, false, b >= 8);
        emit(0x06, 0xC0 | (to & 7) << 3 | b & 7, selector);
        list(() -> "vperm2f128 ymm" + to + ",ymm" + a + ",ymm" + b + ",0x" + Integer.toHexString(selector));
    }

    /** In each half: the four integers of a, then those of b, as unsigned 16 bits. */
    public void packYmm(int to, int a, int b) {
        vexLong(MAP_0F38, P66, true, to, a, false, b >= 8);
        emit(0x2B, 0xC0 | (to & 7) << 3 | b & 7);
        list(() -> "vpackusdw ymm" + to + ",ymm" + a + ",ymm" + b);
    }

    /** The lowest byte of each of 16 integers, of 512 bits. */
    public void storeBytes(Memory to, int from) {
        storeNarrow(new Operation("vpmovdb", MAP_0F38, PF3, 0x31, 16, "XMMWORD PTR "), to, from);
    }

    /** The lower 16 bits of each of 16 integers, of 512 bits. */
    public void storeShorts(Memory to, int from) {
        storeNarrow(new Operation("vpmovdw", MAP_0F38, PF3, 0x33, 32, "YMMWORD PTR "), to, from);
    }

    private void storeNarrow(Operation move, Memory to, int from) {
        evex(move, from, 0, extended(to.index()), extended(to.base()), 0);
        emit(move.opcode());
        operand(from & 7, to, move.unit(), 0);
        list(() -> move.name() + " " + move.size() + text(to) + ",zmm" + from);
    }

    /** 16 floats, of 512 bits, to bfloat16. */
    public void roundToBfloat16(int to, int from) {
        Operation round = full("vcvtneps2bf16", MAP_0F38, PF3, 0x72);
        evex(round, to, 0, from >= 16, (from & 8) != 0, 0);
        emit(0x72, 0xC0 | (to & 7) << 3 | from & 7);
        list(() -> "vcvtneps2bf16 ymm" + to + ",zmm" + from);
    }

    public void vzeroupper() {
        emit(0xC5, 0xF8, 0x77);
        list("vzeroupper");
    }

    private void narrow(String name, boolean ymm, int prefix, int opcode, int to, int a, int b) {
        narrow(name, ymm, MAP_0F, prefix, opcode, to, a, b);
    }

    private void narrow(String name, boolean ymm, int map, int prefix, int opcode, int to, int a, int b) {
        vexLong(map, prefix, ymm, to, a, false, b >= 8);
        emit(opcode, 0xC0 | (to & 7) << 3 | b & 7);
        String kind = ymm ? "ymm" : "xmm";
        list(() -> name + " " + kind + to + "," + kind + a + "," + kind + b);
    }
}
