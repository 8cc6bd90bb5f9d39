package dev.heed.kernel;

import static dev.heed.kernel.Assembler.Register.R10;
import static dev.heed.kernel.Assembler.Register.R11;
import static dev.heed.kernel.Assembler.Register.R12;
import static dev.heed.kernel.Assembler.Register.R13;
import static dev.heed.kernel.Assembler.Register.R14;
import static dev.heed.kernel.Assembler.Register.R15;
import static dev.heed.kernel.Assembler.Register.R8;
import static dev.heed.kernel.Assembler.Register.R9;
import static dev.heed.kernel.Assembler.Register.RAX;
import static dev.heed.kernel.Assembler.Register.RBP;
import static dev.heed.kernel.Assembler.Register.RBX;
import static dev.heed.kernel.Assembler.Register.RCX;
import static dev.heed.kernel.Assembler.Register.RDI;
import static dev.heed.kernel.Assembler.Register.RDX;
import static dev.heed.kernel.Assembler.Register.RSI;

import dev.heed.kernel.Assembler.Jump;
import dev.heed.kernel.Assembler.Memory;
import dev.heed.kernel.Assembler.Register;
import java.util.function.Consumer;

/**
 * {@link WindowKernel}'s functions: a whole plan in one call.
 *
 * <pre>{@code
 * void skipGram(float *inputs, long rowBytes,    // rdi, rsi: a multiple of 64
 *               float *outputs, int *plan,       // rdx, rcx
 *               float *constants)                // r8: WindowConstants
 * }</pre>
 *
 * <p>In the update the twelve gradients of a pair fill registers 0–11, the pair's new rows 12–13, one output 14, the
 * first input's old row 15. Rows are walked a cache line a step, with a negative index in rax that ends at 0. While a
 * window is worked on, the output rows of the next one are on their way from memory.
 *
 * @param asm takes the code
 * @param scores the step from rows to gradients
 */
record WindowCode(VectorAssembler asm, WindowScoreCode scores) {
    static final Register[] OUTPUTS = {R9, R10, R11, R12, R13, R14};
    static final Register FIRST = RBX;
    static final Register SECOND = RBP;
    static final int LINE = 64;

    private static final Register[] SAVED = {RBX, RBP, R12, R13, R14, R15};

    WindowCode(VectorAssembler asm) {
        this(asm, new WindowScoreCode(asm));
    }

    /** The function for skip-gram. */
    void emitSkipGram() {
        emit(2, this::emitSkipGramInputs);
    }

    /** The function for CBOW. */
    void emitCbow() {
        emit(3, this::emitCbowInputs);
    }

    /** What is done with a window's inputs, once its outputs' addresses are in their registers. */
    private interface Inputs {
        /** rcx stands at the first input's place, rax holds their number. */
        void emit(int outputs);
    }

    private void emit(int header, Inputs inputs) {
        asm.push(SAVED);
        int nextWindow = asm.here();
        asm.movInt(RAX, Memory.at(RCX, 0));
        asm.test(RAX);
        Jump end = asm.jz();
        asm.movInt(R15, Memory.at(RCX, 4)); // shape: how far its labels lie behind the first
        asm.inYmm(() -> {
            asm.load(0, Memory.indexed(R8, R15, 1).plus(WindowConstants.LABELS));
            asm.store(Memory.at(R8, WindowConstants.LABEL), 0);
        });
        for (int outputs = WindowKernel.MOST_OUTPUTS; outputs >= 1; outputs--) {
            asm.cmp(R15, WindowKernel.shape(outputs, true));
            Jump positive = asm.jz();
            asm.cmp(R15, WindowKernel.shape(outputs, false));
            Jump other = asm.jnz();
            asm.land(positive);
            emitWindow(4 * header, outputs, inputs);
            asm.jmp(nextWindow);
            asm.land(other);
        }
        asm.land(end);
        asm.pop(SAVED);
        asm.vzeroupper();
        asm.ret();
    }

    private void emitWindow(int places, int outputs, Inputs inputs) {
        asm.lea(RBX, Memory.indexed(RCX, RAX, 4).plus(places + 4 * outputs)); // the next record
        for (int j = 0; j < outputs; j++) {
            asm.movInt(RBP, Memory.at(RBX, places + 4 * j));
            asm.add(RBP, RDX);
            asm.add(RBP, RSI);
            emitLines(asm, R15, () -> asm.prefetch(Memory.indexed(RBP, R15, 1)));
        }
        for (int j = 0; j < outputs; j++) {
            emitRowEnd(OUTPUTS[j], places + 4 * j, RDX);
        }
        if (places == 12) { // CBOW's share
            asm.broadcast(0, Memory.at(RCX, 8));
        }
        asm.lea(RCX, Memory.at(RCX, places + 4 * outputs));
        inputs.emit(outputs);
    }

    private void emitSkipGramInputs(int outputs) {
        asm.mov(R15, RAX);
        asm.dec(R15);
        Jump none = asm.jz();
        int nextPair = asm.here();
        emitRowEnd(FIRST, 0, RDI);
        emitRowEnd(SECOND, 4, RDI);
        asm.add(RCX, 8);
        scores.emit(outputs, true);
        emitUpdate(outputs, true, false);
        asm.dec(R15);
        Jump even = asm.jz();
        asm.dec(R15);
        asm.jnz(nextPair);
        asm.land(none);
        emitRowEnd(FIRST, 0, RDI);
        asm.add(RCX, 4);
        scores.emit(outputs, false);
        emitUpdate(outputs, false, false);
        asm.land(even);
    }

    private void emitCbowInputs(int outputs) {
        asm.push(RCX, RAX);
        asm.lea(FIRST, Memory.indexed(RDI, RSI, 1)); // behind the scratch row
        emitMean();
        scores.emit(outputs, false);
        emitUpdate(outputs, false, true);
        asm.pop(RCX, RBP);
        emitSpread();
    }

    /** The address behind the row whose place stands at {@code rcx + at}. */
    private void emitRowEnd(Register to, int at, Register matrix) {
        asm.movInt(to, Memory.at(RCX, at));
        asm.add(to, matrix);
        asm.add(to, RSI);
    }

    /** A loop over the cache lines of a row, with a negative index that ends at 0. */
    static void emitLines(VectorAssembler asm, Register index, Runnable body) {
        asm.mov(index, RSI);
        asm.neg(index);
        int next = asm.here();
        body.run();
        asm.add(index, LINE);
        asm.jnz(next);
    }

    /** A loop over the vectors of a row, those of a line at a time; takes how far into the line one lies. */
    private void emitVectors(Consumer<Integer> body) {
        emitLines(asm, RAX, () -> {
            for (int within = 0; within < LINE; within += asm.width().bytes) {
                body.accept(within);
            }
        });
    }

    static Memory element(Register row, int within) {
        return Memory.indexed(row, RAX, 1).plus(within);
    }

    private void emitUpdate(int outputs, boolean pair, boolean fromZero) {
        for (int j = 0; j < outputs; j++) {
            asm.broadcast(j, Memory.at(R8, WindowConstants.GRADIENTS + 4 * j));
            if (pair) {
                asm.broadcast(6 + j, Memory.at(R8, WindowConstants.GRADIENTS + WindowKernel.LABEL_BYTES + 4 * j));
            }
        }
        emitVectors(within -> emitUpdateStep(outputs, pair, fromZero, within));
    }

    private void emitUpdateStep(int outputs, boolean pair, boolean fromZero, int within) {
        asm.load(15, element(FIRST, within));
        if (fromZero) {
            asm.zero(12);
        } else {
            asm.copy(12, 15);
        }
        if (pair) {
            asm.load(13, element(SECOND, within));
        }
        for (int j = 0; j < outputs; j++) {
            asm.load(14, element(OUTPUTS[j], within));
            asm.fma231(12, j, 14);
            if (pair) {
                asm.fma231(13, 6 + j, 14);
            }
            asm.fma231(14, j, 15);
            if (pair) {
                asm.fma231(14, 6 + j, element(SECOND, within));
            }
            asm.store(element(OUTPUTS[j], within), 14);
        }
        asm.store(element(FIRST, within), 12);
        if (pair) {
            asm.store(element(SECOND, within), 13);
        }
    }

    /** The scratch row becomes the mean of the inputs, whose number stands in rax; their share fills register 0. */
    private void emitMean() {
        asm.mov(RBP, RAX);
        emitRowEnd(R15, 0, RDI);
        emitVectors(within -> {
            asm.load(1, element(R15, within));
            asm.store(element(FIRST, within), 1);
        });
        asm.dec(RBP);
        Jump one = asm.jz();
        int next = asm.here();
        asm.add(RCX, 4);
        emitRowEnd(R15, 0, RDI);
        emitVectors(within -> {
            asm.load(1, element(FIRST, within));
            asm.add(1, 1, element(R15, within));
            asm.store(element(FIRST, within), 1);
        });
        asm.dec(RBP);
        asm.jnz(next);
        asm.land(one);
        emitVectors(within -> {
            asm.mul(1, 0, element(FIRST, within));
            asm.store(element(FIRST, within), 1);
        });
    }

    /** Every input gets the scratch row; rcx stands at the first input's place, rbp holds their number. */
    private void emitSpread() {
        int next = asm.here();
        emitRowEnd(R15, 0, RDI);
        asm.add(RCX, 4);
        emitVectors(within -> {
            asm.load(1, element(R15, within));
            asm.add(1, 1, element(FIRST, within));
            asm.store(element(R15, within), 1);
        });
        asm.dec(RBP);
        asm.jnz(next);
    }
}
