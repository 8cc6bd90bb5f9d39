package dev.heed.kernel;

import dev.heed.tensor.Matrix;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/**
 * A linear map for {@link Avx2Kernels}: weights in panels of 16 columns, padded with zeros, outside the heap on the
 * boundaries of cache lines.
 */
final class Avx2Linear implements PreparedLinear {
    private static final int PANEL = Avx2Code.PANEL;
    private static final int CACHE_LINE = 64;
    /** Rows of the weight that are taken into panels together: few enough for a cache. */
    private static final int READ_TOGETHER = 64;
    /** Rows that pass over one panel before the next is fetched; a multiple of a tile's height. */
    private static final int ROW_BLOCK = 96;

    private final Avx2Kernels kernels;
    private final int inputs;
    private final int outputs;
    private final MemorySegment panels; // (panels, inputs, PANEL)
    private final MemorySegment bias; // (panels · PANEL)

    Avx2Linear(Avx2Kernels kernels, WeightRows weight, float[] bias) {
        this.kernels = kernels;
        this.inputs = weight.inputs();
        this.outputs = weight.outputs();
        int count = (outputs + PANEL - 1) / PANEL;
        Arena arena = Arena.ofAuto(); // lives as long as this map
        this.panels = arena.allocate(4L * count * PANEL * inputs, CACHE_LINE);
        this.bias = arena.allocate(4L * count * PANEL, CACHE_LINE);
        MemorySegment.copy(bias, 0, this.bias, ValueLayout.JAVA_FLOAT, 0, outputs);
        float[] rows = new float[Math.min(READ_TOGETHER, inputs) * outputs];
        float[] part = new float[Math.min(READ_TOGETHER, inputs) * PANEL];
        for (int first = 0; first < inputs; first += READ_TOGETHER) {
            int read = Math.min(READ_TOGETHER, inputs - first);
            for (int p = 0; p < read; p++) {
                weight.copyRow(first + p, rows, p * outputs);
            }
            for (int column = 0; column < outputs; column += PANEL) {
                fillPart(rows, read, column, part);
                long at = (long) column * inputs + (long) first * PANEL;
                MemorySegment.copy(part, 0, panels, ValueLayout.JAVA_FLOAT, 4 * at, read * PANEL);
            }
        }
    }

    /** Some rows of one panel; zeros stand behind the last column. */
    private void fillPart(float[] rows, int count, int column, float[] part) {
        int columns = Math.min(PANEL, outputs - column);
        if (columns < PANEL) {
            Arrays.fill(part, 0f);
        }
        for (int p = 0; p < count; p++) {
            System.arraycopy(rows, p * outputs + column, part, p * PANEL, columns);
        }
    }

    @Override
    public int inputs() {
        return inputs;
    }

    @Override
    public int outputs() {
        return outputs;
    }

    @Override
    public void apply(Matrix x, Activation activation, Matrix y, int firstColumn, int lastColumn) {
        MemorySegment input = MemorySegment.ofArray(x.data());
        MemorySegment output = MemorySegment.ofArray(y.data());
        int whole = lastColumn - lastColumn % PANEL; // only the last columns of all fill no panel
        for (int from = 0; from < x.rows(); from += ROW_BLOCK) {
            int rows = Math.min(ROW_BLOCK, x.rows() - from);
            MemorySegment a = input.asSlice(4L * x.index(from));
            for (int column = firstColumn; column < whole; column += PANEL) {
                MemorySegment c = output.asSlice(4L * (y.index(from) + column));
                kernels.multiply(a, x.stride(), panel(column), start(column), c, y.stride(), inputs, rows);
            }
            if (whole < lastColumn) {
                applyLast(a, x.stride(), whole, y, from, rows);
            }
            for (int row = from; row < from + rows; row++) {
                kernels.activate(activation, y.data(), y.index(row) + firstColumn, lastColumn - firstColumn);
            }
        }
    }

    /** The panel that is wider than what is left of y: computed aside and copied. */
    private void applyLast(MemorySegment a, int aStride, int column, Matrix y, int from, int rows) {
        float[] aside = new float[rows * PANEL];
        kernels.multiply(a, aStride, panel(column), start(column), MemorySegment.ofArray(aside), PANEL, inputs, rows);
        for (int row = 0; row < rows; row++) {
            System.arraycopy(aside, row * PANEL, y.data(), y.index(from + row) + column, outputs - column);
        }
    }

    private MemorySegment panel(int column) {
        return panels.asSlice(4L * column * inputs, 4L * PANEL * inputs);
    }

    private MemorySegment start(int column) {
        return bias.asSlice(4L * column, 4L * PANEL);
    }
}
