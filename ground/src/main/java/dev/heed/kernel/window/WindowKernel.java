package dev.heed.kernel.window;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import dev.heed.kernel.rows.RowKernels;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;

/**
 * The arithmetic of word2vec with negative sampling (Mikolov et al., 2013), window by window: scores, logistic function
 * and update in one step. All implementations give the same bits.
 *
 * <p><b>Plan.</b> Windows are described by integers, one record after the other, the last followed by
 * {@value #SLACK} zeros:
 *
 * <pre>{@code
 * inputs m | shape | 1/m as float bits (CBOW only) | k places of output rows | m places of input rows
 * }</pre>
 *
 * <p>A place is the row's distance in bytes from the start of its matrix. {@code shape} is {@link #shape}: k outputs, 1 to
 * {@value #MOST_OUTPUTS}, the first of them the word that occurs there (label 1) or none.
 *
 * <p><b>Skip-gram.</b> Up to {@value #MOST_INPUTS} inputs a record. All its scores
 * x = in · out come first, each by the tree of {@link RowKernels#LANES} lanes of {@link RowKernels#sum}, products added
 * to their lane with fused multiply-adds; then g = (label − σ(x)) · rate. The rows are changed for two inputs at a time (a
 * last one alone), which must be different rows, or the first one's change is lost: element by element, for the outputs in
 * order, {@code in0' += g·out; in1' += g·out; out += g·in0; out += g·in1}, where in0 and in1 are the inputs before the
 * pair. One output may occur twice: it is read again.
 *
 * <p><b>CBOW.</b> One input, the mean of the m rows (added in order, times 1/m), that collects its error from 0 instead of
 * its own value; then every row in order gets that error.
 */
public interface WindowKernel {
    /** What a row's length is a multiple of. */
    int LANES = RowKernels.LANES;

    /** Outputs of a record. */
    int MOST_OUTPUTS = 6;

    /** Inputs of a skip-gram record. */
    int MOST_INPUTS = 16;

    /** Lanes that the scores of an input take. */
    int SCORE_LANES = 8;

    /** Zeros behind the last record. */
    int SLACK = 16;

    /** So many rows' numbers beyond the last are read by {@link #copyRows}; what they are counts for nothing. */
    int ROWS_AHEAD = 4;

    /** Bytes of the labels of a shape: what {@link #shape} counts in. */
    int LABEL_BYTES = 4 * SCORE_LANES;

    /** Short name, as of the kernel for matrices. */
    String name();

    /**
     * Room for one worker.
     *
     * @param inputSlots rows of the input matrix, the first of which is scratch for CBOW
     * @param outputSlots rows of the output matrix
     * @param stride floats of a row, a multiple of {@link #LANES}; those behind the dimension must be 0
     */
    WindowWorker worker(int inputSlots, int outputSlots, int stride);

    /**
     * Copies rows: {@code to[toRows[n]] = from[fromRows[n]]} for n from {@code first} to {@code end} − 1, in order.
     *
     * @param from (rows, stride), as {@code to}
     * @param fromRows readable {@link #ROWS_AHEAD} beyond the end, as {@code toRows}
     */
    default void copyRows(
            MemorySegment from, int[] fromRows, MemorySegment to, int[] toRows, int first, int end, int stride) {
        long rowBytes = 4L * stride;
        for (int n = first; n < end; n++) {
            MemorySegment.copy(from, rowBytes * fromRows[n], to, rowBytes * toRows[n], rowBytes);
        }
    }

    /**
     * Brings the changes of copies of rows together: {@code base[row] += scale · Σ (part[copy] − base[row])}, summed in
     * order.
     *
     * @param base (rows, stride), as every part; of a worker's rows, or likewise outside the heap
     * @param plan one record after the other, the last followed by {@value #SLACK} zeros:
     *     {@code copies, 2 or more | scale as float bits | row | copies × (number of the part, copy)}
     */
    default void mergeRows(MemorySegment base, List<MemorySegment> parts, int[] plan, int stride) {
        float[] sums = new float[stride];
        for (int at = 0; plan[at] != 0; at += 3 + 2 * plan[at]) {
            long row = (long) stride * plan[at + 2];
            Arrays.fill(sums, 0f);
            for (int copy = at + 3; copy < at + 3 + 2 * plan[at]; copy += 2) {
                MemorySegment part = parts.get(plan[copy]);
                long from = (long) stride * plan[copy + 1];
                for (int c = 0; c < stride; c++) {
                    sums[c] += part.getAtIndex(JAVA_FLOAT, from + c) - base.getAtIndex(JAVA_FLOAT, row + c);
                }
            }
            float scale = Float.intBitsToFloat(plan[at + 1]);
            for (int c = 0; c < stride; c++) {
                base.setAtIndex(JAVA_FLOAT, row + c, base.getAtIndex(JAVA_FLOAT, row + c) + scale * sums[c]);
            }
        }
    }

    /** The number for k outputs, the first of them with label 1 or all with label 0. */
    static int shape(int outputs, boolean firstIsPositive) {
        return (firstIsPositive ? outputs : outputs + SCORE_LANES) * LABEL_BYTES;
    }
}
