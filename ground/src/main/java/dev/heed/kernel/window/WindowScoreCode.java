package dev.heed.kernel.window;

import static dev.heed.kernel.assembler.Assembler.Register.R8;
import static dev.heed.kernel.assembler.Assembler.Register.RAX;
import static dev.heed.kernel.window.WindowCode.FIRST;
import static dev.heed.kernel.window.WindowCode.OUTPUTS;
import static dev.heed.kernel.window.WindowCode.SECOND;
import static dev.heed.kernel.window.WindowCode.element;

import dev.heed.kernel.assembler.Assembler.Memory;
import dev.heed.kernel.assembler.VectorAssembler;
import dev.heed.kernel.assembler.VectorAssembler.Width;

/**
 * From the rows of one or two inputs and their outputs to scores, gradients and loss.
 *
 * <p>A pair's scores are twelve sums in registers 0–11, of sixteen lanes each: at once where a vector has as many; else
 * lanes 0 to 7 of all, which wait in memory while lanes 8 to 15 are added up. The sums are then transposed, lane j for
 * output j, and what follows takes eight lanes an input: two vectors a pair, or one of sixteen lanes.
 *
 * @param asm takes the code
 */
public record WindowScoreCode(VectorAssembler asm) {
    private static final int SUMS_OF_SECOND = WindowKernel.MOST_OUTPUTS;
    private static final int NONE = -1;
    private static final int ZMM_HALVES = 0x44;
    private static final int ZMM_QUARTERS = 0x88;
    private static final int LOWER_LANES = 0x44;
    private static final int EVEN_LANES = 0x88;

    /** Leaves the scores where {@link WindowCode#GRADIENTS} points to. */
    void emitScores(int outputs, boolean pair) {
        if (pair && asm.width() == Width.ZMM) {
            emitProducts(outputs, true, 0);
            emitTranspositionOfPair(outputs);
            asm.store(ofInput(0), 0);
            return;
        }
        emitSums(outputs, pair);
        asm.inYmm(() -> {
            emitTransposition(0, outputs);
            asm.store(ofInput(0), 0);
            if (pair) {
                emitTransposition(SUMS_OF_SECOND, outputs);
                asm.store(ofInput(SUMS_OF_SECOND), SUMS_OF_SECOND);
            }
        });
    }

    /** From the scores there to the gradients in their place, and the loss. */
    void emitGradients(boolean pair) {
        if (pair && asm.width() == Width.ZMM) {
            emitGradients(new int[] {0});
        } else {
            asm.inYmm(() -> emitGradients(pair ? new int[] {0, SUMS_OF_SECOND} : new int[] {0}));
        }
    }

    /**
     * Adds the halves of a pair's sums until one lane is left of each: lane j of register 0 for the first input and output
     * j, lane 8 + j for the second.
     */
    private void emitTranspositionOfPair(int outputs) {
        int zero = 31;
        asm.zero(zero);
        for (int j = 0; j < 4; j++) { // output j of both inputs, with output j + 4
            if (j >= outputs) {
                asm.zero(j);
                continue;
            }
            int far = j + 4 < outputs ? j + 4 : zero;
            emitSum(j, j, far, ZMM_HALVES);
            emitSum(SUMS_OF_SECOND + j, SUMS_OF_SECOND + j, far == zero ? zero : SUMS_OF_SECOND + far, ZMM_HALVES);
            emitSum(j, j, SUMS_OF_SECOND + j, ZMM_QUARTERS);
        }
        emitLanesSum(0, 0, 1, LOWER_LANES);
        emitLanesSum(2, 2, 3, LOWER_LANES);
        emitLanesSum(0, 0, 2, EVEN_LANES);
    }

    private void emitSum(int to, int a, int b, int selector) {
        asm.quartersZmm(14, a, b, selector);
        asm.quartersZmm(15, a, b, selector == ZMM_HALVES ? 0xEE : 0xDD);
        asm.add(to, 14, 15);
    }

    private void emitLanesSum(int to, int a, int b, int selector) {
        asm.shuffleZmm(14, a, b, selector);
        asm.shuffleZmm(15, a, b, selector == LOWER_LANES ? 0xEE : 0xDD);
        asm.add(to, 14, 15);
    }

    /** Sixteen lanes of every score, folded once: l and l + 8. */
    private void emitSums(int outputs, boolean pair) {
        if (asm.width() == Width.ZMM) {
            emitProducts(outputs, pair, 0);
            eachSum(outputs, pair, sum -> {
                asm.upperYmm(14, sum);
                asm.addYmm(sum, sum, 14);
            });
        } else {
            emitProducts(outputs, pair, 0);
            eachSum(outputs, pair, sum -> asm.store(partial(sum), sum));
            emitProducts(outputs, pair, asm.width().bytes);
            eachSum(outputs, pair, sum -> asm.add(sum, sum, partial(sum)));
        }
    }

    private interface Sum {
        void emit(int register);
    }

    private static void eachSum(int outputs, boolean pair, Sum step) {
        for (int j = 0; j < outputs; j++) {
            step.emit(j);
            if (pair) {
                step.emit(SUMS_OF_SECOND + j);
            }
        }
    }

    private static Memory partial(int sum) {
        return constant(WindowConstants.PARTIAL_SUMS + WindowKernel.LABEL_BYTES * sum);
    }

    /** The vectors that lie {@code within} each line. */
    private void emitProducts(int outputs, boolean pair, int within) {
        eachSum(outputs, pair, asm::zero);
        WindowCode.emitLines(asm, RAX, () -> {
            asm.load(12, element(FIRST, within));
            if (pair) {
                asm.load(13, element(SECOND, within));
            }
            for (int j = 0; j < outputs; j++) {
                if (pair) {
                    asm.load(14, element(OUTPUTS[j], within));
                    asm.fma231(j, 12, 14);
                    asm.fma231(SUMS_OF_SECOND + j, 13, 14);
                } else {
                    asm.fma231(j, 12, element(OUTPUTS[j], within));
                }
            }
        });
    }

    /** Adds the halves of the sums until one lane is left, lane j of register {@code first} for output j. */
    private void emitTransposition(int first, int outputs) {
        int[] quarters = new int[4];
        for (int i = 0; i < 4; i++) {
            quarters[i] = emitHalves(first, i, outputs);
        }
        emitPairsOfLanes(first, quarters[0], quarters[1]);
        emitPairsOfLanes(first + 2, quarters[2], quarters[3]);
        asm.shuffleYmm(14, first, first + 2, 0x88);
        asm.shuffleYmm(15, first, first + 2, 0xDD);
        asm.add(first, 14, 15);
    }

    /** Four lanes of output i below four of output i + 4, or zeros. */
    private int emitHalves(int first, int i, int outputs) {
        int low = first + i;
        int high = first + i + 4;
        if (i >= outputs) {
            return NONE;
        }
        if (i + 4 >= outputs) {
            asm.zero(15);
            high = 15;
        }
        asm.halvesYmm(14, low, high, 0x20);
        asm.halvesYmm(15, low, high, 0x31);
        asm.add(low, 14, 15);
        return low;
    }

    private void emitPairsOfLanes(int to, int a, int b) {
        if (a == NONE) {
            asm.zero(to);
            return;
        }
        if (b == NONE) {
            asm.zero(to + 1);
        }
        asm.shuffleYmm(14, a, b == NONE ? to + 1 : b, 0x44);
        asm.shuffleYmm(15, a, b == NONE ? to + 1 : b, 0xEE);
        asm.add(to, 14, 15);
    }

    /** With a register for every input, or one for both. */
    private void emitGradients(int[] inputs) {
        for (int x : inputs) { // x cut, x + 1 its square, x + 2 numerator, x + 3 denominator
            asm.load(x, ofInput(x));
            asm.load(x + 1, constant(WindowConstants.BOUND));
            asm.min(x, x + 1, x);
            asm.load(x + 1, constant(WindowConstants.MINUS_BOUND));
            asm.max(x, x + 1, x);
            asm.mul(x + 1, x, x);
            asm.load(x + 2, constant(WindowConstants.NUMERATOR));
            asm.load(x + 3, constant(WindowConstants.DENOMINATOR));
        }
        for (int i = 1; i <= WindowConstants.DEGREE; i++) {
            for (int x : inputs) {
                asm.fma213(x + 2, x + 1, constant(WindowConstants.NUMERATOR + i * WindowConstants.VECTOR));
                asm.fma213(x + 3, x + 1, constant(WindowConstants.DENOMINATOR + i * WindowConstants.VECTOR));
            }
        }
        for (int x : inputs) {
            asm.mul(x, x, x + 2);
            asm.div(x, x, x + 3);
            asm.load(x + 1, constant(WindowConstants.LABEL));
            asm.sub(x, x + 1, x);
            asm.mul(x + 2, x, constant(WindowConstants.RATE));
            asm.store(ofInput(x), x + 2);
        }
        for (int x : inputs) {
            emitLoss(x, x + 4, x + 5);
        }
    }

    /** {@link WindowLoss#add} in every lane, the exponents with their bias. */
    private void emitLoss(int error, int products, int exponents) {
        asm.load(products, ofInput(WindowConstants.PRODUCTS, error));
        asm.load(exponents, ofInput(WindowConstants.EXPONENTS, error));
        asm.and(error, error, constant(WindowConstants.MAGNITUDE));
        asm.load(error + 1, constant(WindowConstants.ONE));
        asm.sub(error, error + 1, error);
        asm.load(error + 2, constant(WindowConstants.LEAST));
        asm.max(error, error + 2, error);
        asm.mul(products, products, error);
        asm.shiftRight(error, products, 23);
        asm.addInts(exponents, exponents, error);
        asm.addInts(exponents, exponents, constant(WindowConstants.MINUS_BIAS));
        asm.and(products, products, constant(WindowConstants.FRACTION));
        asm.or(products, products, error + 1);
        asm.store(ofInput(WindowConstants.PRODUCTS, error), products);
        asm.store(ofInput(WindowConstants.EXPONENTS, error), exponents);
    }

    private static Memory constant(int at) {
        return Memory.at(R8, at);
    }

    /** One of two vectors: the first input's or the second's. */
    private static Memory ofInput(int at, int register) {
        return constant(at + within(register));
    }

    /** The scores and gradients of one of a pair's inputs, or of both. */
    private static Memory ofInput(int register) {
        return Memory.at(WindowCode.GRADIENTS, within(register));
    }

    private static int within(int register) {
        return register == 0 ? 0 : WindowKernel.LABEL_BYTES;
    }
}
