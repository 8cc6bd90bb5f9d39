package dev.heed.kernel;

import dev.heed.kernel.TileCode.Start;
import dev.heed.tensor.Matrix;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/**
 * A linear map for {@link MachineKernels}: weights in panels, padded with zeros, outside the heap on the
 * boundaries of cache lines.
 */
final class MachineLinear implements PreparedLinear {
    private static final int CACHE_LINE = 64;
    /** Rows of the weight that are taken into panels together: few enough for a cache. */
    private static final int READ_TOGETHER = 64;
    /** Rows that pass over one panel before the next is fetched; a multiple of a tile's height. */
    private static final int ROW_BLOCK = 96;

    /** Inputs that are multiplied before the next panel is fetched: as many as keep a panel in the nearest cache. */
    private static final int INPUT_BLOCK = 384;

    private final MachineKernels kernels;
    private final int panelWidth;
    private final int inputs;
    private final int outputs;
    private final MemorySegment panels; // (panels, inputs, panelWidth)
    private final MemorySegment bias; // (panels · panelWidth)

    MachineLinear(MachineKernels kernels, WeightRows weight, float[] bias) {
        this.kernels = kernels;
        this.panelWidth = kernels.instructionSet().panel();
        this.inputs = weight.inputs();
        this.outputs = weight.outputs();
        int count = (outputs + panelWidth - 1) / panelWidth;
        Arena arena = Arena.ofAuto(); // lives as long as this map
        this.panels = arena.allocate(4L * count * panelWidth * inputs, CACHE_LINE);
        this.bias = arena.allocate(4L * count * panelWidth, CACHE_LINE);
        MemorySegment.copy(bias, 0, this.bias, ValueLayout.JAVA_FLOAT, 0, outputs);
        float[] rows = new float[Math.min(READ_TOGETHER, inputs) * outputs];
        float[] part = new float[Math.min(READ_TOGETHER, inputs) * panelWidth];
        for (int first = 0; first < inputs; first += READ_TOGETHER) {
            int read = Math.min(READ_TOGETHER, inputs - first);
            for (int p = 0; p < read; p++) {
                weight.copyRow(first + p, rows, p * outputs);
            }
            for (int column = 0; column < outputs; column += panelWidth) {
                fillPart(rows, read, column, part);
                long at = (long) column * inputs + (long) first * panelWidth;
                MemorySegment.copy(part, 0, panels, ValueLayout.JAVA_FLOAT, 4 * at, read * panelWidth);
            }
        }
    }

    /** Some rows of one panel; zeros stand behind the last column. */
    private void fillPart(float[] rows, int count, int column, float[] part) {
        int columns = Math.min(panelWidth, outputs - column);
        if (columns < panelWidth) {
            Arrays.fill(part, 0f);
        }
        for (int p = 0; p < count; p++) {
            System.arraycopy(rows, p * outputs + column, part, p * panelWidth, columns);
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
        int whole = lastColumn - lastColumn % panelWidth; // only the last columns of all fill no panel
        for (int from = 0; from < x.rows(); from += ROW_BLOCK) {
            Matrix a = x.rows(from, Math.min(x.rows(), from + ROW_BLOCK));
            Matrix c = y.rows(from, from + a.rows());
            if (firstColumn < whole) {
                multiply(a, firstColumn, whole, MachineKernels.segment(c.columns(firstColumn, whole)), c.stride());
            }
            if (whole < lastColumn) {
                applyLast(a, whole, c);
            }
            kernels.activate(activation, c.columns(firstColumn, lastColumn));
        }
    }

    /** Whole panels, the inputs in blocks: the sums go on from what the block before left in c. */
    private void multiply(Matrix a, int fromColumn, int toColumn, MemorySegment c, int cStride) {
        int count = (toColumn - fromColumn) / panelWidth;
        MemorySegment left = MachineKernels.segment(a);
        for (int p = 0; p < inputs; p += INPUT_BLOCK) {
            int k = Math.min(INPUT_BLOCK, inputs - p);
            var run = new MachineKernels.PanelRun(
                    panels.asSlice(4L * ((long) fromColumn * inputs + (long) p * panelWidth)),
                    panelWidth / kernels.instructionSet().width.lanes(),
                    4L * panelWidth * inputs,
                    count,
                    k);
            MemorySegment start = bias.asSlice(4L * fromColumn);
            kernels.multiply(
                    p == 0 ? Start.ROW : Start.SUMS,
                    left.asSlice(4L * p),
                    a.stride(),
                    run,
                    start,
                    c,
                    cStride,
                    a.rows());
        }
    }

    /** The panel that is wider than what is left of y: computed aside and copied. */
    private void applyLast(Matrix a, int column, Matrix c) {
        float[] aside = new float[a.rows() * panelWidth];
        multiply(a, column, column + panelWidth, MemorySegment.ofArray(aside), panelWidth);
        for (int row = 0; row < a.rows(); row++) {
            System.arraycopy(aside, row * panelWidth, c.data(), c.index(row) + column, outputs - column);
        }
    }
}
