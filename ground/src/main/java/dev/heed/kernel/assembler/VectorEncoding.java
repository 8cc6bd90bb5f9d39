package dev.heed.kernel.assembler;

import dev.heed.kernel.assembler.VectorAssembler.Width;

/**
 * How instructions on vectors are written down: VEX prefixes for 256 bits, EVEX for 512, by one description of an
 * instruction.
 */
public class VectorEncoding extends Assembler {
    public static final int MAP_0F = 1;
    public static final int MAP_0F38 = 2;
    public static final int MAP_0F3A = 3;
    public static final int NONE = 0;
    public static final int P66 = 1;
    public static final int PF3 = 2;
    public static final int PF2 = 3;

    private Width width;
    /** How the listing names an operand of this width in memory. */
    private String operand;

    public VectorEncoding(Width width, boolean listed) {
        super(listed);
        set(width);
    }

    private void set(Width width) {
        this.width = width;
        this.operand = width + "WORD PTR ";
    }

    public final Width width() {
        return width;
    }

    /** Writes some instructions with 256 bits and registers below 16, whatever the width of the others. */
    public final void inYmm(Runnable instructions) {
        Width outside = width;
        set(Width.YMM);
        instructions.run();
        set(outside);
    }

    /** An instruction: its opcode map, mandatory prefix, opcode, and bytes of an 8-bit displacement's unit under EVEX. */
    record Operation(String name, int map, int prefix, int opcode, int unit, String size) {}

    public final Operation full(String name, int map, int prefix, int opcode) {
        return new Operation(name, map, prefix, opcode, width.bytes, operand);
    }

    public static Operation single(String name, int map, int prefix, int opcode) {
        return new Operation(name, map, prefix, opcode, 4, "DWORD PTR ");
    }

    /** An instruction whose last operand is a register; {@code a} is −1 where it has two operands only. */
    public final void vector(Operation operation, int to, int a, int b) {
        prefix(operation, to, Math.max(a, 0), b);
        emit(operation.opcode(), 0xC0 | (to & 7) << 3 | b & 7);
        list(() -> operation.name() + " " + name(to) + (a < 0 ? "" : "," + name(a)) + "," + name(b));
    }

    /** An instruction whose last operand is in memory; {@code a} is −1 where it has two operands only. */
    public final void vector(Operation operation, int to, int a, Memory b) {
        prefix(operation, to, Math.max(a, 0), b);
        operand(to & 7, b, unit(operation), 0);
        list(() -> operation.name() + " " + name(to) + (a < 0 ? "" : "," + name(a)) + "," + operation.size() + text(b));
    }

    public final int unit(Operation operation) {
        return width == Width.YMM ? 1 : operation.unit();
    }

    public final void prefix(Operation operation, int to, int a, int b) {
        if (width == Width.YMM) {
            vexLong(operation.map(), operation.prefix(), true, to, a, false, b >= 8);
        } else {
            evex(operation, to, a, b >= 16, (b & 8) != 0, 0);
        }
    }

    /** The prefix and the opcode. */
    public final void prefix(Operation operation, int to, int a, Memory b) {
        if (width == Width.YMM) {
            vexLong(operation.map(), operation.prefix(), true, to, a, extended(b.index()), extended(b.base()));
        } else {
            evex(operation, to, a, extended(b.index()), extended(b.base()), 0);
        }
        emit(operation.opcode());
    }

    public final String name(int register) {
        return (width == Width.YMM ? "ymm" : "zmm") + register;
    }

    public final void vexShort(int prefix, int first, int second, Memory memory) {
        vexLong(MAP_0F, prefix, false, first, second, extended(memory.index()), extended(memory.base()));
    }

    /** Three-byte VEX prefix. */
    public final void vexLong(int map, int prefix, boolean ymm, int first, int second, boolean x, boolean b) {
        int inverted = (first >= 8 ? 0 : 0x80) | (x ? 0 : 0x40) | (b ? 0 : 0x20);
        emit(0xC4, inverted | map, (~second & 15) << 3 | (ymm ? 4 : 0) | prefix);
    }

    public final void evex(Operation operation, int first, int second, boolean x, boolean b, int masking) {
        evex(operation, first, second, x, b, masking, false);
    }

    /** EVEX prefix for 512 bits; {@code masking} holds the mask register and, as 0x80, whether others become 0. */
    final void evex(
            Operation operation, int first, int second, boolean x, boolean b, int masking, boolean wideElements) {
        int inverted = ((first & 8) != 0 ? 0 : 0x80) | (x ? 0 : 0x40) | (b ? 0 : 0x20) | (first >= 16 ? 0 : 0x10);
        emit(
                0x62,
                inverted | operation.map(),
                (wideElements ? 0x80 : 0) | (~second & 15) << 3 | 4 | operation.prefix(),
                masking | 0x40 | (second >= 16 ? 0 : 8));
    }
}
