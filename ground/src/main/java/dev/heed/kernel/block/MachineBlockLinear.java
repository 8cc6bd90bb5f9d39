package dev.heed.kernel.block;

import dev.heed.kernel.linear.PreparedLinear;
import dev.heed.kernel.rows.Activation;
import dev.heed.kernel.rows.RowKernels;
import dev.heed.tensor.Matrix;
import java.lang.foreign.MemorySegment;

/**
 * A linear map over blocks by machine code, with the bits of {@link PlainBlockLinear}.
 *
 * <p>One row of x: blocks are multiplied as they are decoded, front to back, which is as fast as memory gives them. Several
 * rows: a panel of rows of weights is decoded into a thread's own memory, used for all rows of x, and forgotten.
 */
final class MachineBlockLinear implements PreparedLinear {
    /** Weights that one call multiplies: collections wait for a call to end. */
    private static final int MOST_WEIGHTS_A_CALL = 1 << 20;
    /** Products of several rows that one call makes, likewise. */
    private static final int MOST_PRODUCTS_A_CALL = 1 << 22;
    /** Rows of x that a panel is used for before the next is decoded. */
    private static final int ROW_BLOCK = 96;
    /** Floats of a panel: a part of the second cache. */
    private static final int PANEL = 1 << 15;

    private final BlockFunctions code;
    private final BlockRows weights;
    private final float[] bias;
    private final RowKernels rows;

    /** @param bias (outputs); null for none */
    MachineBlockLinear(BlockFunctions code, BlockRows weights, float[] bias, RowKernels rows) {
        this.code = code;
        this.weights = weights;
        this.bias = bias;
        this.rows = rows;
    }

    @Override
    public int inputs() {
        return weights.columns();
    }

    @Override
    public int outputs() {
        return weights.rows();
    }

    @Override
    public void apply(Matrix x, Activation activation, Matrix y, int from, int to) {
        if (x.rows() == 1) {
            multiplyRow(x, y, from, to);
        } else if (x.rows() > 1) {
            multiplyRows(x, y, from, to);
        }
        addBias(y, from, to);
        rows.activate(activation, y.columns(from, to));
    }

    private void multiplyRow(Matrix x, Matrix y, int from, int to) {
        float[] scratch = BlockScratch.own().scales;
        int step = Math.max(BlockProductCode.ROWS, MOST_WEIGHTS_A_CALL / weights.columns());
        step -= step % BlockProductCode.ROWS;
        for (int row = from; row < to; row += step) {
            int end = Math.min(to, row + step);
            code.multiply(weights, row, end, x.data(), x.offset(), y.data(), y.offset() + row, scratch);
        }
    }

    private void multiplyRows(Matrix x, Matrix y, int from, int to) {
        int columns = weights.columns();
        int step = Math.max(1, PANEL / columns / code.mostWeights()) * code.mostWeights();
        int rowsACall = Math.max(code.mostRows(), Math.min(ROW_BLOCK, MOST_PRODUCTS_A_CALL / (step * columns)));
        BlockScratch scratch = BlockScratch.own();
        for (int i = 0; i < x.rows(); i += rowsACall) {
            int end = Math.min(x.rows(), i + rowsACall);
            MemorySegment inputs = scratch.inputs(x.rows(i, end));
            MemorySegment sums = scratch.sums((end - i) * step);
            for (int row = from; row < to; row += step) {
                int count = Math.min(step, to - row);
                code.multiply(panel(row, count, scratch), count, columns, inputs, y.rows(i, end), row, sums);
            }
        }
    }

    /** Some rows of weights as floats: decoded, or as they lie. */
    private MemorySegment panel(int row, int count, BlockScratch scratch) {
        MemorySegment blocks = weights.data().asSlice(row * weights.rowBytes(), count * weights.rowBytes());
        if (weights.format() == BlockFormat.F32) {
            return blocks;
        }
        int size = count * weights.columns();
        MemorySegment panel = scratch.panel(size);
        code.decode(blocks, size, panel, scratch.scales);
        return panel;
    }

    private void addBias(Matrix y, int from, int to) {
        if (bias == null) {
            return;
        }
        for (int i = 0; i < y.rows(); i++) {
            int at = y.index(i);
            for (int j = from; j < to; j++) {
                y.data()[at + j] += bias[j];
            }
        }
    }
}
