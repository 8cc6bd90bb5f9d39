package dev.heed.kernel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * Assembles the few x86-64 instructions that the kernels use, each with a line of listing (Intel syntax) beside its bytes.
 *
 * <p>Encodings after Intel's Software Developer's Manual, volume 2: REX prefixes for 64-bit general registers, the
 * three-byte VEX prefix for 256-bit vectors. Memory operands are {@code [base + index·scale + displacement]} with an
 * 8-bit or 32-bit displacement. Confined to one thread.
 */
final class Assembler {
    /** General registers by their hardware number. */
    enum Register {
        RAX,
        RCX,
        RDX,
        RBX,
        RSP,
        RBP,
        RSI,
        RDI,
        R8,
        R9,
        R10,
        R11;

        private int low() {
            return ordinal() & 7;
        }

        private boolean extended() {
            return ordinal() >= 8;
        }

        private String text() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** A place in memory. {@code index} may be null; {@code scale} is 1 or 2 and counts only with an index. */
    record Memory(Register base, Register index, int scale, int displacement) {
        static Memory at(Register base, int displacement) {
            return new Memory(base, null, 1, displacement);
        }

        static Memory indexed(Register base, Register index, int scale) {
            return new Memory(base, index, scale, 0);
        }

        private String text() {
            StringBuilder text = new StringBuilder("[").append(base.text());
            if (index != null) {
                text.append('+').append(index.text()).append('*').append(scale);
            }
            if (displacement != 0) {
                text.append("+0x").append(Integer.toHexString(displacement));
            }
            return text.append(']').toString();
        }
    }

    private static final int MAP_0F = 1;
    private static final int MAP_0F38 = 2;
    private static final int PREFIX_NONE = 0;
    private static final int PREFIX_66 = 1;
    private static final int ADD = 0x01;
    private static final int MOV = 0x89;

    private byte[] code = new byte[1024];
    private int size;
    private final List<String> listing = new ArrayList<>();
    private int instructionStart;

    /** The machine code so far. */
    byte[] code() {
        return Arrays.copyOf(code, size);
    }

    /** One line an instruction: offset, bytes, mnemonic. */
    List<String> listing() {
        return List.copyOf(listing);
    }

    /** Offset of the next instruction: what {@link #jnz} jumps back to. */
    int here() {
        return size;
    }

    void push(Register register) {
        if (register.extended()) {
            emit(0x41);
        }
        emit(0x50 | register.low());
        list("push   " + register.text());
    }

    void pop(Register register) {
        if (register.extended()) {
            emit(0x41);
        }
        emit(0x58 | register.low());
        list("pop    " + register.text());
    }

    void ret() {
        emit(0xC3);
        list("ret");
    }

    void mov(Register to, Register from) {
        registers(MOV, to, from);
        list("mov    " + to.text() + "," + from.text());
    }

    void add(Register to, Register from) {
        registers(ADD, to, from);
        list("add    " + to.text() + "," + from.text());
    }

    void add(Register to, int value) {
        if (value < 0 || value > 127) {
            throw new IllegalArgumentException("add: expected 0 to 127, got " + value);
        }
        emit(0x48 | (to.extended() ? 1 : 0), 0x83, 0xC0 | to.low(), value);
        list("add    " + to.text() + ",0x" + Integer.toHexString(value));
    }

    /** Loads 64 bits. */
    void mov(Register to, Memory from) {
        emit(0x48 | (to.extended() ? 4 : 0) | (from.base().extended() ? 1 : 0), 0x8B);
        operand(to.low(), from);
        list("mov    " + to.text() + ",QWORD PTR " + from.text());
    }

    /** Loads an address. */
    void lea(Register to, Memory of) {
        emit(
                0x48
                        | (to.extended() ? 4 : 0)
                        | (extended(of.index()) ? 2 : 0)
                        | (of.base().extended() ? 1 : 0),
                0x8D);
        operand(to.low(), of);
        list("lea    " + to.text() + "," + of.text());
    }

    void dec(Register register) {
        emit(0x48 | (register.extended() ? 1 : 0), 0xFF, 0xC8 | register.low());
        list("dec    " + register.text());
    }

    /** Jumps back if the last result was not zero. */
    void jnz(int target) {
        int distance = target - (size + 6);
        emit(0x0F, 0x85, distance, distance >> 8, distance >> 16, distance >> 24);
        list("jne    0x" + Integer.toHexString(target));
    }

    void vmovups(int to, Memory from) {
        vex(MAP_0F, PREFIX_NONE, to, 0, from);
        emit(0x10);
        operand(to & 7, from);
        list("vmovups ymm" + to + ",YMMWORD PTR " + from.text());
    }

    void vmovups(Memory to, int from) {
        vex(MAP_0F, PREFIX_NONE, from, 0, to);
        emit(0x11);
        operand(from & 7, to);
        list("vmovups YMMWORD PTR " + to.text() + ",ymm" + from);
    }

    void vmovaps(int to, int from) {
        vex(MAP_0F, PREFIX_NONE, to, 0, from);
        emit(0x28, 0xC0 | (to & 7) << 3 | from & 7);
        list("vmovaps ymm" + to + ",ymm" + from);
    }

    /** Copies one float to all lanes. */
    void vbroadcastss(int to, Memory from) {
        vex(MAP_0F38, PREFIX_66, to, 0, from);
        emit(0x18);
        operand(to & 7, from);
        list("vbroadcastss ymm" + to + ",DWORD PTR " + from.text());
    }

    /** {@code sum += a · b}, rounded once. */
    void vfmadd231ps(int sum, int a, int b) {
        vex(MAP_0F38, PREFIX_66, sum, a, b);
        emit(0xB8, 0xC0 | (sum & 7) << 3 | b & 7);
        list("vfmadd231ps ymm" + sum + ",ymm" + a + ",ymm" + b);
    }

    void vzeroupper() {
        emit(0xC5, 0xF8, 0x77);
        list("vzeroupper");
    }

    private void registers(int operation, Register to, Register from) {
        emit(0x48 | (from.extended() ? 4 : 0) | (to.extended() ? 1 : 0), operation, 0xC0 | from.low() << 3 | to.low());
    }

    /** Three-byte VEX prefix with a register as the last operand. */
    private void vex(int map, int prefix, int first, int second, int third) {
        vex(map, prefix, first >= 8, second, false, third >= 8);
    }

    /** Three-byte VEX prefix with memory as the last operand. */
    private void vex(int map, int prefix, int first, int second, Memory memory) {
        vex(
                map,
                prefix,
                first >= 8,
                second,
                extended(memory.index()),
                memory.base().extended());
    }

    private void vex(int map, int prefix, boolean r, int second, boolean x, boolean b) {
        int inverted = (r ? 0 : 0x80) | (x ? 0 : 0x40) | (b ? 0 : 0x20);
        int wide = 4; // 256 bits
        emit(0xC4, inverted | map, (~second & 15) << 3 | wide | prefix);
    }

    private static boolean extended(Register register) {
        return register != null && register.extended();
    }

    /** ModRM, SIB and displacement. */
    private void operand(int field, Memory memory) {
        boolean needsBase = memory.base().low() == 5; // rbp and r13 mean something else without a displacement
        boolean small = memory.displacement() >= -128 && memory.displacement() <= 127;
        int mode = memory.displacement() == 0 && !needsBase ? 0 : small ? 1 : 2;
        if (memory.index() != null || memory.base().low() == 4) {
            int index = memory.index() == null ? 4 : memory.index().low();
            emit(
                    mode << 6 | field << 3 | 4,
                    (memory.scale() - 1) << 6 | index << 3 | memory.base().low());
        } else {
            emit(mode << 6 | field << 3 | memory.base().low());
        }
        int d = memory.displacement();
        if (mode == 1) {
            emit(d);
        } else if (mode == 2) {
            emit(d, d >> 8, d >> 16, d >> 24);
        }
    }

    private void emit(int... bytes) {
        if (size + bytes.length > code.length) {
            code = Arrays.copyOf(code, 2 * code.length);
        }
        for (int b : bytes) {
            code[size++] = (byte) b;
        }
    }

    private void list(String mnemonic) {
        String bytes = HexFormat.ofDelimiter(" ").formatHex(code, instructionStart, size);
        listing.add(Integer.toHexString(instructionStart) + ": " + bytes + " | " + mnemonic.replaceAll(" +", " "));
        instructionStart = size;
    }
}
