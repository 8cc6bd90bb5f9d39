package dev.heed.kernel.window;

import static dev.heed.kernel.assembler.Assembler.Register.R15;
import static dev.heed.kernel.assembler.Assembler.Register.RAX;
import static dev.heed.kernel.assembler.Assembler.Register.RBP;
import static dev.heed.kernel.assembler.Assembler.Register.RCX;
import static dev.heed.kernel.assembler.Assembler.Register.RDX;
import static dev.heed.kernel.window.WindowCode.FIRST;
import static dev.heed.kernel.window.WindowCode.LINE;

import dev.heed.kernel.assembler.Assembler.Jump;
import dev.heed.kernel.assembler.Assembler.Memory;
import dev.heed.kernel.assembler.Assembler.Register;
import dev.heed.kernel.assembler.VectorAssembler;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * What CBOW does with all inputs of a window: their mean, and the error that every one gets. A few cache lines of every row
 * at a time, so that sums and error stay in registers.
 *
 * <p>On entry rcx stands at the inputs' places and rax holds their number; {@link WindowCode#FIRST} points behind the
 * scratch row, the first of the matrix. Changes r15, rax, rbp, rcx and rdx.
 *
 * @param asm takes the code
 */
public record CbowCode(VectorAssembler asm) {
    private static final int[] GROUPS = {4, 2, 1}; // lines at a time: as many as are left
    private static final int SHARE = 0;
    private static final int OF_LINES = 1; // the first of the registers
    private static final int SCRATCH = 15;
    private static final Register INPUT = R15; // a negative index of the places that ends at 0
    private static final Register ROW = RDX;

    /** The scratch row becomes the inputs' mean; their share fills register 0. */
    void emitMean() {
        emitGroups(vectors -> {
            emitRow();
            each(vectors, (register, of) -> asm.load(register, element(ROW, of)));
            asm.add(INPUT, 1);
            Jump one = asm.jz();
            int next = asm.here();
            emitRow();
            each(vectors, (register, of) -> asm.add(register, register, element(ROW, of)));
            asm.add(INPUT, 1);
            asm.jnz(next);
            asm.land(one);
            each(vectors, (register, of) -> {
                asm.mul(register, SHARE, register);
                asm.store(element(FIRST, of), register);
            });
        });
    }

    /** Every input gets the scratch row added. */
    void emitSpread() {
        emitGroups(vectors -> {
            each(vectors, (register, of) -> asm.load(register, element(FIRST, of)));
            int next = asm.here();
            emitRow();
            each(vectors, (register, of) -> {
                asm.add(SCRATCH, register, element(ROW, of));
                asm.store(element(ROW, of), SCRATCH);
            });
            asm.add(INPUT, 1);
            asm.jnz(next);
        });
    }

    private interface Group {
        /** @param vectors how far each lies behind the first of the group */
        void emit(List<Integer> vectors);
    }

    /** Goes over a row's lines with a negative index in rax that ends at 0. */
    private void emitGroups(Group group) {
        asm.lea(RCX, Memory.indexed(RCX, RAX, 4));
        asm.neg(RAX);
        asm.mov(RBP, RAX);
        asm.mov(RAX, Register.RSI);
        asm.neg(RAX);
        int next = asm.here();
        List<Jump> ends = new ArrayList<>();
        for (int lines : GROUPS) {
            asm.mov(ROW, RAX);
            asm.add(ROW, lines * LINE - 1); // carries if fewer are left
            Jump fewer = asm.jb();
            asm.mov(INPUT, RBP);
            group.emit(vectors(lines));
            asm.add(RAX, lines * LINE);
            asm.jnz(next);
            ends.add(asm.jz());
            asm.land(fewer);
        }
        ends.forEach(asm::land);
    }

    private List<Integer> vectors(int lines) {
        List<Integer> vectors = new ArrayList<>();
        for (int of = 0; of < lines * LINE; of += asm.width().bytes) {
            vectors.add(of);
        }
        return vectors;
    }

    private static void each(List<Integer> vectors, BiConsumer<Integer, Integer> step) {
        for (int i = 0; i < vectors.size(); i++) {
            step.accept(OF_LINES + i, vectors.get(i));
        }
    }

    /** The address behind the input's row: rows begin where the scratch row does, and all are as long. */
    private void emitRow() {
        asm.movInt(ROW, Memory.indexed(RCX, INPUT, 4));
        asm.add(ROW, FIRST);
    }

    private static Memory element(Register row, int of) {
        return WindowCode.element(row, of);
    }
}
