package dev.heed.kernel.window;

import static dev.heed.kernel.assembler.Assembler.Register.R10;
import static dev.heed.kernel.assembler.Assembler.Register.R11;
import static dev.heed.kernel.assembler.Assembler.Register.R12;
import static dev.heed.kernel.assembler.Assembler.Register.R13;
import static dev.heed.kernel.assembler.Assembler.Register.R14;
import static dev.heed.kernel.assembler.Assembler.Register.R15;
import static dev.heed.kernel.assembler.Assembler.Register.R8;
import static dev.heed.kernel.assembler.Assembler.Register.R9;
import static dev.heed.kernel.assembler.Assembler.Register.RAX;
import static dev.heed.kernel.assembler.Assembler.Register.RBP;
import static dev.heed.kernel.assembler.Assembler.Register.RBX;
import static dev.heed.kernel.assembler.Assembler.Register.RCX;
import static dev.heed.kernel.assembler.Assembler.Register.RDI;
import static dev.heed.kernel.assembler.Assembler.Register.RDX;
import static dev.heed.kernel.assembler.Assembler.Register.RSI;

import dev.heed.kernel.assembler.Assembler.Jump;
import dev.heed.kernel.assembler.Assembler.Memory;
import dev.heed.kernel.assembler.Assembler.Register;
import dev.heed.kernel.assembler.VectorAssembler;
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
 * <p>A record's scores all come first, then its gradients, then its updates: none waits for the long chain behind another.
 * In an update the twelve gradients of a pair fill registers 0–11, the pair's new rows 12–13, one output 14, the
 * first input's old row 15. Rows are walked a cache line a step, with a negative index in rax that ends at 0. While a
 * record is worked on, the rows of the next one are on their way from memory: a third of its outputs before the scores, a
 * third before the updates, the rest and the last two inputs behind them, no more at once than a core can wait for.
 *
 * @param asm takes the code
 * @param scores the steps from rows to gradients
 * @param inputRows CBOW's steps over all inputs
 */
public record WindowCode(VectorAssembler asm, WindowScoreCode scores, CbowCode inputRows) {
    static final Register[] OUTPUTS = {R9, R10, R11, R12, R13, R14};
    static final Register FIRST = RBX;
    static final Register SECOND = RBP;
    /** Points to the gradients of the pair at work. */
    static final Register GRADIENTS = R15;

    static final int LINE = 64;

    private static final int SKIP_GRAM_HEADER = 8;
    private static final int CBOW_HEADER = 12; // a share more
    private static final Register[] SAVED = {RBX, RBP, R12, R13, R14, R15};

    WindowCode(VectorAssembler asm) {
        this(asm, new WindowScoreCode(asm), new CbowCode(asm));
    }

    /** The function for skip-gram. */
    void emitSkipGram() {
        emit(SKIP_GRAM_HEADER, this::emitSkipGramInputs);
    }

    /** The function for CBOW. */
    void emitCbow() {
        emit(CBOW_HEADER, this::emitCbowInputs);
    }

    /** What is done with a window's inputs, once its outputs' addresses are in their registers. */
    private interface Inputs {
        /** rcx stands at the first input's place, rax holds their number. */
        void emit(int outputs);
    }

    private void emit(int header, Inputs inputs) {
        asm.push(SAVED);
        asm.mov(Memory.at(R8, WindowConstants.OUTPUT_MATRIX), RDX);
        int nextWindow = asm.here();
        asm.movInt(RAX, Memory.at(RCX, 0));
        asm.test(RAX);
        Jump end = asm.jz();
        asm.movInt(R15, Memory.at(RCX, 4)); // shape: how far its labels lie behind the first
        asm.load(0, Memory.indexed(R8, R15, 2).plus(WindowConstants.LABELS));
        asm.store(Memory.at(R8, WindowConstants.LABEL), 0);
        for (int outputs = WindowKernel.MOST_OUTPUTS; outputs >= 1; outputs--) {
            asm.cmp(R15, WindowKernel.shape(outputs, true));
            Jump positive = asm.jz();
            asm.cmp(R15, WindowKernel.shape(outputs, false));
            Jump other = asm.jnz();
            asm.land(positive);
            emitWindow(header, outputs, inputs);
            asm.jmp(nextWindow);
            asm.land(other);
        }
        asm.land(end);
        asm.pop(SAVED);
        asm.vzeroupper();
        asm.ret();
    }

    private void emitWindow(int places, int outputs, Inputs inputs) {
        asm.lea(RBX, Memory.indexed(RCX, RAX, 4).plus(places + 4 * outputs));
        asm.mov(Memory.at(R8, WindowConstants.NEXT_RECORD), RBX);
        emitPrefetch(places, 0, outputs / 3);
        asm.movInt(RAX, Memory.at(RCX, 0));
        for (int j = 0; j < outputs; j++) {
            emitRowEnd(OUTPUTS[j], places + 4 * j, RDX);
        }
        if (places == CBOW_HEADER) { // CBOW's share
            asm.broadcast(0, Memory.at(RCX, 8));
        }
        asm.lea(RCX, Memory.at(RCX, places + 4 * outputs));
        inputs.emit(outputs);
    }

    /** Asks for output rows of the next record, as if it had this one's shape; a wrong address does no harm. */
    private void emitPrefetch(int places, int from, int to) {
        asm.mov(RBX, Memory.at(R8, WindowConstants.NEXT_RECORD));
        for (int j = from; j < to; j++) {
            asm.movInt(RBP, Memory.at(RBX, places + 4 * j));
            asm.add(RBP, Memory.at(R8, WindowConstants.OUTPUT_MATRIX));
            emitPrefetchRow();
        }
    }

    /** Asks for the next record's last inputs: those that the record before did not have. */
    private void emitPrefetchInputs(int places, int outputs) {
        asm.mov(RBX, Memory.at(R8, WindowConstants.NEXT_RECORD));
        asm.movInt(RAX, Memory.at(RBX, 0));
        asm.lea(RBX, Memory.indexed(RBX, RAX, 4).plus(places + 4 * outputs - 8));
        for (int i = 0; i < 2; i++) {
            asm.movInt(RBP, Memory.at(RBX, 4 * i));
            asm.add(RBP, RDI);
            emitPrefetchRow();
        }
    }

    /** Asks for the row that begins at rbp. */
    private void emitPrefetchRow() {
        asm.add(RBP, RSI);
        emitLines(asm, RAX, () -> asm.prefetch(Memory.indexed(RBP, RAX, 1)));
    }

    private void emitSkipGramInputs(int outputs) {
        asm.push(RCX, RAX);
        emitPairs(pair -> scores.emitScores(outputs, pair));
        emitPrefetch(SKIP_GRAM_HEADER, outputs / 3, 2 * outputs / 3);
        asm.pop(RCX, RAX);
        asm.mov(RBX, RAX);
        emitGradients();
        asm.mov(RAX, RBX);
        emitPairs(pair -> emitUpdate(outputs, pair, false));
        emitPrefetch(SKIP_GRAM_HEADER, 2 * outputs / 3, outputs);
        emitPrefetchInputs(SKIP_GRAM_HEADER, outputs);
    }

    /** Does a step for every two inputs, and for a last one alone; rcx stands at their places, rax holds their number. */
    private void emitPairs(Consumer<Boolean> step) {
        asm.lea(GRADIENTS, Memory.at(R8, WindowConstants.GRADIENTS));
        asm.dec(RAX);
        Jump single = asm.jz();
        int nextPair = asm.here();
        asm.mov(Memory.at(R8, WindowConstants.INPUTS_LEFT), RAX);
        emitRowEnd(FIRST, 0, RDI);
        emitRowEnd(SECOND, 4, RDI);
        asm.add(RCX, 8);
        step.accept(true);
        asm.add(GRADIENTS, 2 * WindowKernel.LABEL_BYTES);
        asm.mov(RAX, Memory.at(R8, WindowConstants.INPUTS_LEFT));
        asm.dec(RAX);
        Jump even = asm.jz();
        asm.dec(RAX);
        asm.jnz(nextPair);
        asm.land(single);
        emitRowEnd(FIRST, 0, RDI);
        asm.add(RCX, 4);
        step.accept(false);
        asm.land(even);
    }

    /** From the scores of the inputs, whose number stands in rax, to their gradients. */
    private void emitGradients() {
        asm.lea(GRADIENTS, Memory.at(R8, WindowConstants.GRADIENTS));
        asm.dec(RAX);
        Jump single = asm.jz();
        int nextPair = asm.here();
        scores.emitGradients(true);
        asm.add(GRADIENTS, 2 * WindowKernel.LABEL_BYTES);
        asm.dec(RAX);
        Jump even = asm.jz();
        asm.dec(RAX);
        asm.jnz(nextPair);
        asm.land(single);
        scores.emitGradients(false);
        asm.land(even);
    }

    private void emitCbowInputs(int outputs) {
        asm.push(RCX, RAX);
        asm.lea(FIRST, Memory.indexed(RDI, RSI, 1)); // behind the scratch row
        inputRows.emitMean();
        asm.lea(GRADIENTS, Memory.at(R8, WindowConstants.GRADIENTS));
        scores.emitScores(outputs, false);
        emitPrefetch(CBOW_HEADER, outputs / 3, 2 * outputs / 3);
        asm.lea(FIRST, Memory.indexed(RDI, RSI, 1));
        scores.emitGradients(false);
        emitUpdate(outputs, false, true);
        asm.pop(RCX, RAX);
        inputRows.emitSpread();
        asm.mov(RDX, Memory.at(R8, WindowConstants.OUTPUT_MATRIX));
        emitPrefetch(CBOW_HEADER, 2 * outputs / 3, outputs);
        emitPrefetchInputs(CBOW_HEADER, outputs);
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
    static void emitVectors(VectorAssembler asm, Consumer<Integer> body) {
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
            asm.broadcast(j, Memory.at(GRADIENTS, 4 * j));
            if (pair) {
                asm.broadcast(6 + j, Memory.at(GRADIENTS, WindowKernel.LABEL_BYTES + 4 * j));
            }
        }
        emitVectors(asm, within -> emitUpdateStep(outputs, pair, fromZero, within));
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
}
