package dev.heed.kernel.assembler;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * Assembles the few x86-64 instructions on general registers that the kernels use, each with a line of listing (Intel
 * syntax) beside its bytes; {@link VectorAssembler} adds those on vectors.
 *
 * <p>Encodings after Intel's Software Developer's Manual, volume 2. Confined to one thread.
 */
public class Assembler {
    /** General registers by their hardware number. */
    public enum Register {
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
        R11,
        R12,
        R13,
        R14,
        R15;

        int low() {
            return ordinal() & 7;
        }

        boolean extended() {
            return ordinal() >= 8;
        }

        private String text() {
            return name().toLowerCase(Locale.ROOT);
        }

        private String textOfInt() {
            return extended() ? text() + "d" : "e" + text().substring(1);
        }
    }

    /**
     * A place in memory: {@code [base + index·scale + displacement]}, or a place within the code itself.
     *
     * @param base null for a place within the code, whose offset is then {@code displacement}
     * @param index null for none
     * @param scale 1, 2 or 4; counts only with an index
     */
    public record Memory(Register base, Register index, int scale, int displacement) {
        public static Memory at(Register base, int displacement) {
            return new Memory(base, null, 1, displacement);
        }

        public static Memory indexed(Register base, Register index, int scale) {
            return new Memory(base, index, scale, 0);
        }

        /** The same so many bytes further on. */
        public Memory plus(int bytes) {
            return new Memory(base, index, scale, displacement + bytes);
        }

        boolean inCode() {
            return base == null;
        }
    }

    /** A jump forward whose target is not known yet: the end of its instruction, and its line of listing. */
    public record Jump(int end, int line, String mnemonic) {}

    private byte[] code = new byte[4096];
    private int size;
    private final List<String> listing = new ArrayList<>();
    private int instructionStart;
    private final boolean listed;

    /** @param listed whether to write the listing, for tests: a start does without */
    public Assembler(boolean listed) {
        this.listed = listed;
    }

    /** The machine code so far. */
    public final byte[] code() {
        return Arrays.copyOf(code, size);
    }

    /** One line an instruction: offset, bytes, mnemonic. */
    public final List<String> listing() {
        return List.copyOf(listing);
    }

    /** Offset of the next instruction: where {@link #jnz} and {@link #jae} jump back to. */
    public final int here() {
        return size;
    }

    /** So many times the same 32 bits, as data within the code. */
    public final Memory data(int bits, int times) {
        int[] all = new int[times];
        Arrays.fill(all, bits);
        return data(all);
    }

    /** Some integers, as data within the code. */
    public final Memory data(int[] all) {
        int at = size;
        for (int bits : all) {
            emit(bits, bits >> 8, bits >> 16, bits >> 24);
        }
        instructionStart = size;
        return new Memory(null, null, 1, at);
    }

    public final void push(Register... registers) {
        for (Register register : registers) {
            pushOrPop(0x50, "push ", register);
        }
    }

    /** Takes back what {@link #push} put down, last first. */
    public final void pop(Register... registers) {
        for (int i = registers.length - 1; i >= 0; i--) {
            pushOrPop(0x58, "pop ", registers[i]);
        }
    }

    private void pushOrPop(int operation, String name, Register register) {
        if (register.extended()) {
            emit(0x41);
        }
        emit(operation | register.low());
        list(() -> name + register.text());
    }

    public final void ret() {
        emit(0xC3);
        list("ret");
    }

    public final void mov(Register to, Register from) {
        registers(0x89, to, from);
        list(() -> "mov " + to.text() + "," + from.text());
    }

    /** A number of 0 or more. */
    public final void mov(Register to, int value) {
        emit(0x48 | (to.extended() ? 1 : 0), 0xC7, 0xC0 | to.low(), value, value >> 8, value >> 16, value >> 24);
        list(() -> "mov " + to.text() + ",0x" + Integer.toHexString(value));
    }

    public final void add(Register to, Register from) {
        registers(0x01, to, from);
        list(() -> "add " + to.text() + "," + from.text());
    }

    public final void add(Register to, int value) {
        immediate(0xC0, to, value);
        list(() -> "add " + to.text() + ",0x" + Integer.toHexString(value));
    }

    public final void sub(Register to, int value) {
        immediate(0xE8, to, value);
        list(() -> "sub " + to.text() + ",0x" + Integer.toHexString(value));
    }

    /** Rounds down to a multiple of 64. */
    public final void alignDown(Register register) {
        emit(0x48 | (register.extended() ? 1 : 0), 0x83, 0xE0 | register.low(), 0xC0);
        list(() -> "and " + register.text() + ",0xffffffffffffffc0");
    }

    private void immediate(int operation, Register to, int value) {
        if (value < 0) {
            throw new IllegalArgumentException("immediate: expected 0 or more, got " + value);
        }
        int rex = 0x48 | (to.extended() ? 1 : 0);
        if (value < 128) {
            emit(rex, 0x83, operation | to.low(), value);
        } else if (to == Register.RAX) {
            emit(rex, (operation & 0x38) | 5, value, value >> 8, value >> 16, value >> 24);
        } else {
            emit(rex, 0x81, operation | to.low(), value, value >> 8, value >> 16, value >> 24);
        }
    }

    /** Loads 64 bits. */
    public final void mov(Register to, Memory from) {
        wide(to, from, 0x8B);
        list(() -> "mov " + to.text() + ",QWORD PTR " + text(from));
    }

    /** Loads 32 bits; the upper half becomes zero. */
    public final void movInt(Register to, Memory from) {
        int rex = (to.extended() ? 4 : 0) | (extended(from.index()) ? 2 : 0) | (extended(from.base()) ? 1 : 0);
        if (rex != 0) {
            emit(0x40 | rex);
        }
        emit(0x8B);
        operand(to.low(), from, 1, 0);
        list("mov " + to.textOfInt() + ",DWORD PTR " + text(from));
    }

    /** Asks for a cache line. */
    public final void prefetch(Memory of) {
        prefetch("prefetcht0", 0x18, of);
    }

    /** Asks for a cache line that is to be overwritten. */
    public final void prefetchToWrite(Memory of) {
        prefetch("prefetchw", 0x0D, of);
    }

    private void prefetch(String name, int operation, Memory of) {
        int rex = (extended(of.index()) ? 2 : 0) | (extended(of.base()) ? 1 : 0);
        if (rex != 0) {
            emit(0x40 | rex);
        }
        emit(0x0F, operation);
        operand(1, of, 1, 0);
        list(() -> name + " BYTE PTR " + text(of));
    }

    /** Stores 64 bits. */
    public final void mov(Memory to, Register from) {
        wide(from, to, 0x89);
        list(() -> "mov QWORD PTR " + text(to) + "," + from.text());
    }

    /** Adds 64 bits from memory. */
    public final void add(Register to, Memory from) {
        wide(to, from, 0x03);
        list(() -> "add " + to.text() + ",QWORD PTR " + text(from));
    }

    /** The lower 64 bits of the product. */
    public final void multiply(Register to, Register by) {
        emit(0x48 | (to.extended() ? 4 : 0) | (by.extended() ? 1 : 0), 0x0F, 0xAF, 0xC0 | to.low() << 3 | by.low());
        list(() -> "imul " + to.text() + "," + by.text());
    }

    /** Loads an address. */
    public final void lea(Register to, Memory of) {
        wide(to, of, 0x8D);
        list(() -> "lea " + to.text() + "," + text(of));
    }

    private void wide(Register to, Memory memory, int operation) {
        emit(
                0x48 | (to.extended() ? 4 : 0) | (extended(memory.index()) ? 2 : 0) | (extended(memory.base()) ? 1 : 0),
                operation);
        operand(to.low(), memory, 1, 0);
    }

    public final void dec(Register register) {
        emit(0x48 | (register.extended() ? 1 : 0), 0xFF, 0xC8 | register.low());
        list(() -> "dec " + register.text());
    }

    public final void neg(Register register) {
        emit(0x48 | (register.extended() ? 1 : 0), 0xF7, 0xD8 | register.low());
        list("neg " + register.text());
    }

    /** Compares with zero. */
    public final void test(Register register) {
        registers(0x85, register, register);
        list("test " + register.text() + "," + register.text());
    }

    /** Compares with a number of 0 or more. */
    public final void cmp(Register register, int value) {
        immediate(0xF8, register, value);
        list("cmp " + register.text() + ",0x" + Integer.toHexString(value));
    }

    /** Jumps back. */
    public final void jmp(int target) {
        int distance = target - (size + 5);
        emit(0xE9, distance, distance >> 8, distance >> 16, distance >> 24);
        list("jmp 0x" + Integer.toHexString(target));
    }

    /** Jumps back if the last result was not zero. */
    public final void jnz(int target) {
        jumpBack(0x85, "jne", target);
    }

    /** Jumps back if the last subtraction borrowed nothing. */
    public final void jae(int target) {
        jumpBack(0x83, "jae", target);
    }

    /** Jumps forward, to where {@link #land} is called, if the last subtraction borrowed or addition carried. */
    public final Jump jb() {
        return jumpForward(0x82, "jb");
    }

    /** Jumps forward, to where {@link #land} is called, if the last result was zero. */
    public final Jump jz() {
        return jumpForward(0x84, "je");
    }

    /** Jumps forward, to where {@link #land} is called, if the last result was not zero. */
    public final Jump jnz() {
        return jumpForward(0x85, "jne");
    }

    private void jumpBack(int operation, String name, int target) {
        int distance = target - (size + 6);
        emit(0x0F, operation, distance, distance >> 8, distance >> 16, distance >> 24);
        list(() -> name + " 0x" + Integer.toHexString(target));
    }

    private Jump jumpForward(int operation, String name) {
        emit(0x0F, operation, 0, 0, 0, 0);
        list(name);
        return new Jump(size, listing.size() - 1, name);
    }

    /** The jump's target is the next instruction. */
    public final void land(Jump jump) {
        int distance = size - jump.end();
        for (int i = 0; i < 4; i++) {
            code[jump.end() - 4 + i] = (byte) (distance >> 8 * i);
        }
        if (!listed) {
            return;
        }
        String target = jump.mnemonic() + " 0x" + Integer.toHexString(size);
        listing.set(jump.line(), line(jump.end() - 6, jump.end(), target));
    }

    private void registers(int operation, Register to, Register from) {
        emit(0x48 | (from.extended() ? 4 : 0) | (to.extended() ? 1 : 0), operation, 0xC0 | from.low() << 3 | to.low());
    }

    public static boolean extended(Register register) {
        return register != null && register.extended();
    }

    /**
     * ModRM, SIB and displacement.
     *
     * @param unit what an 8-bit displacement counts: 1, or the operand's bytes under an EVEX prefix
     * @param trailing bytes of the instruction that follow
     */
    public final void operand(int field, Memory memory, int unit, int trailing) {
        if (memory.inCode()) {
            int distance = memory.displacement() - (size + 5 + trailing);
            emit(field << 3 | 5, distance, distance >> 8, distance >> 16, distance >> 24);
            return;
        }
        int d = memory.displacement();
        boolean needsBase = memory.base().low() == 5; // rbp and r13 mean something else without a displacement
        boolean small = d % unit == 0 && d / unit >= -128 && d / unit <= 127;
        int mode = d == 0 && !needsBase ? 0 : small ? 1 : 2;
        if (memory.index() != null || memory.base().low() == 4) {
            int index = memory.index() == null ? 4 : memory.index().low();
            emit(
                    mode << 6 | field << 3 | 4,
                    Integer.numberOfTrailingZeros(memory.scale()) << 6
                            | index << 3
                            | memory.base().low());
        } else {
            emit(mode << 6 | field << 3 | memory.base().low());
        }
        if (mode == 1) {
            emit(d / unit);
        } else if (mode == 2) {
            emit(d, d >> 8, d >> 16, d >> 24);
        }
    }

    public final void emit(int... bytes) {
        if (size + bytes.length > code.length) {
            code = Arrays.copyOf(code, 2 * code.length);
        }
        for (int b : bytes) {
            code[size++] = (byte) b;
        }
    }

    /** Closes an instruction with its mnemonic. */
    public final void list(String mnemonic) {
        if (listed) {
            listing.add(line(instructionStart, size, mnemonic));
        }
        instructionStart = size;
    }

    /** The same; where there is no listing, nothing is put together for it. */
    public final void list(Supplier<String> mnemonic) {
        if (listed) {
            list(mnemonic.get());
        }
        instructionStart = size;
    }

    private String line(int from, int to, String mnemonic) {
        return Integer.toHexString(from) + ": " + HexFormat.ofDelimiter(" ").formatHex(code, from, to) + " | "
                + mnemonic;
    }

    /** An operand as the listing shows it; places within the code by their offset. */
    public static String text(Memory memory) {
        if (memory.inCode()) {
            return "[0x" + Integer.toHexString(memory.displacement()) + "]";
        }
        StringBuilder text = new StringBuilder("[").append(memory.base().text());
        if (memory.index() != null) {
            text.append('+').append(memory.index().text()).append('*').append(memory.scale());
        }
        boolean always = memory.base().low() == 5; // rbp and r13: see operand
        if (memory.displacement() != 0 || always) {
            text.append(memory.displacement() < 0 ? "-0x" : "+0x")
                    .append(Integer.toHexString(Math.abs(memory.displacement())));
        }
        return text.append(']').toString();
    }
}
