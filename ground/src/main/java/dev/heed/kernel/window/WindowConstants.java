package dev.heed.kernel.window;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * The block of memory behind {@link WindowCode}'s register r8: constants, 512 bits each, and what a plan adds up. Numbers of
 * one input take 256 bits, those of a pair's second input follow on the first's. Not thread-safe.
 */
public final class WindowConstants {
    static final int VECTOR = 64;
    private static final int LANES = VECTOR / 4;
    private static final int INPUT = WindowKernel.LABEL_BYTES;

    /** Degree of both polynomials of {@link Logistic}. */
    static final int DEGREE = 4;

    static final int LABEL = 0; // of the window at work
    static final int RATE = LABEL + VECTOR;
    static final int PRODUCTS = RATE + VECTOR; // of a pair
    static final int EXPONENTS = PRODUCTS + VECTOR; // likewise
    static final int BOUND = EXPONENTS + VECTOR;
    static final int MINUS_BOUND = BOUND + VECTOR;
    static final int MAGNITUDE = MINUS_BOUND + VECTOR;
    static final int ONE = MAGNITUDE + VECTOR;
    static final int LEAST = ONE + VECTOR;
    static final int FRACTION = LEAST + VECTOR;
    static final int MINUS_BIAS = FRACTION + VECTOR;
    static final int NUMERATOR = MINUS_BIAS + VECTOR; // from the highest power down
    static final int DENOMINATOR = NUMERATOR + (DEGREE + 1) * VECTOR;
    static final int PARTIAL_SUMS = DENOMINATOR + (DEGREE + 1) * VECTOR;
    static final int LABELS = PARTIAL_SUMS + 2 * WindowKernel.MOST_OUTPUTS * INPUT; // by shape, of a pair
    static final int GRADIENTS = LABELS + 2 * WindowKernel.SCORE_LANES * VECTOR; // by input
    static final int OUTPUT_MATRIX = GRADIENTS + WindowKernel.MOST_INPUTS * INPUT; // its address, while a plan runs
    static final int NEXT_RECORD = OUTPUT_MATRIX + 8; // likewise
    static final int INPUTS_LEFT = NEXT_RECORD + 8; // a count
    static final int SIZE = INPUTS_LEFT + 8;

    private final MemorySegment block;

    /** @param block of {@link #SIZE} bytes, all 0 */
    WindowConstants(MemorySegment block) {
        this.block = block;
        fill(BOUND, Logistic.BOUND);
        fill(MINUS_BOUND, -Logistic.BOUND);
        fill(MAGNITUDE, Float.intBitsToFloat(Integer.MAX_VALUE));
        fill(ONE, 1f);
        fill(LEAST, WindowLoss.LEAST);
        fill(FRACTION, Float.intBitsToFloat(WindowLoss.FRACTION));
        fillInts(MINUS_BIAS, -WindowLoss.BIAS);
        fillAll(NUMERATOR, Logistic.P4, Logistic.P3, Logistic.P2, Logistic.P1, Logistic.P0);
        fillAll(DENOMINATOR, Logistic.Q4, Logistic.Q3, Logistic.Q2, Logistic.Q1, 1f);
        for (int outputs = 1; outputs <= WindowKernel.MOST_OUTPUTS; outputs++) {
            for (int lane = 0; lane < outputs; lane++) {
                for (int of = lane; of < LANES; of += WindowKernel.SCORE_LANES) {
                    set(labels(outputs, true), of, lane == 0 ? 0.5f : -0.5f);
                    set(labels(outputs, false), of, -0.5f);
                }
            }
        }
    }

    private static int labels(int outputs, boolean positive) {
        return LABELS + VECTOR / INPUT * WindowKernel.shape(outputs, positive);
    }

    MemorySegment block() {
        return block;
    }

    /** Before a plan: its rate, and empty sums. */
    void begin(float rate) {
        fill(RATE, rate);
        fill(PRODUCTS, 1f);
        fillInts(EXPONENTS, 0);
    }

    /** After a plan: what it added up. */
    void addTo(WindowLoss loss) {
        MemorySegment.copy(block, ValueLayout.JAVA_FLOAT, PRODUCTS, loss.products, 0, WindowLoss.LANES);
        MemorySegment.copy(block, ValueLayout.JAVA_INT, EXPONENTS, loss.exponents, 0, WindowLoss.LANES);
        loss.collect();
    }

    private void fillAll(int at, float... values) {
        for (float value : values) {
            fill(at, value);
            at += VECTOR;
        }
    }

    private void fill(int at, float value) {
        for (int lane = 0; lane < LANES; lane++) {
            set(at, lane, value);
        }
    }

    private void fillInts(int at, int value) {
        for (int lane = 0; lane < LANES; lane++) {
            block.set(ValueLayout.JAVA_INT, at + 4L * lane, value);
        }
    }

    private void set(int at, int lane, float value) {
        block.set(ValueLayout.JAVA_FLOAT, at + 4L * lane, value);
    }
}
