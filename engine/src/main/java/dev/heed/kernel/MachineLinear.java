package dev.heed.kernel;

import dev.heed.tensor.Matrix;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** A linear map by machine code, in the layout of {@link MachineLayout}. */
final class MachineLinear implements PreparedLinear {
    /** Rows that pass over one panel before the next is fetched; a multiple of a tile's height. */
    private static final int ROW_BLOCK = 96;

    private final MachineKernels kernels;
    private final LinearCode code;
    private final int panelWidth;
    private final int inputs;
    private final int outputs;
    private final MemorySegment inverse; // (inputs), for integers
    private final MemorySegment panels; // (panels, steps, panelWidth)
    private final MemorySegment tails; // (panels, tailRows, panelWidth)

    MachineLinear(
            MachineKernels kernels,
            LinearCode code,
            int inputs,
            int outputs,
            MemorySegment inverse,
            MemorySegment panels,
            MemorySegment tails) {
        this.kernels = kernels;
        this.code = code;
        this.panelWidth = code.set().panel();
        this.inputs = inputs;
        this.outputs = outputs;
        this.inverse = inverse;
        this.panels = panels;
        this.tails = tails;
    }

    @Override
    public int inputs() {
        return inputs;
    }

    @Override
    public int outputs() {
        return outputs;
    }

    /**
     * Rows as the arithmetic takes them.
     *
     * @param stride bytes from row to row
     * @param scales zero point and scale of each row; {@link MemorySegment#NULL} for floats
     */
    private record Left(MemorySegment data, long stride, int rows, MemorySegment scales) {}

    @Override
    public void apply(Matrix x, Activation activation, Matrix y, int firstColumn, int lastColumn) {
        int whole = lastColumn - lastColumn % panelWidth; // only the last columns of all fill no panel
        for (int from = 0; from < x.rows(); from += ROW_BLOCK) {
            Left a = left(x.rows(from, Math.min(x.rows(), from + ROW_BLOCK)));
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

    private Left left(Matrix x) {
        Arithmetic arithmetic = code.arithmetic();
        if (arithmetic == Arithmetic.FLOATS) {
            return new Left(MachineKernels.segment(x), 4L * x.stride(), x.rows(), MemorySegment.NULL);
        }
        int stride = 4 * arithmetic.steps(inputs);
        MemorySegment data = MemorySegment.ofArray(new byte[x.rows() * stride]);
        MemorySegment scales = MemorySegment.ofArray(new int[2 * x.rows()]);
        if (inputs % Kernels.LANES == 0) {
            kernels.convert(code.convert(), x, inverse, data, stride, scales);
        } else if (arithmetic.integers()) {
            quantize(x, data, stride, scales);
        } else {
            round(x, data, stride);
        }
        return new Left(data, stride, x.rows(), scales);
    }

    private void quantize(Matrix x, MemorySegment data, int stride, MemorySegment scales) {
        float[] factors = inverse.asSlice(0, 4L * inputs).toArray(ValueLayout.JAVA_FLOAT);
        for (int row = 0; row < x.rows(); row++) {
            ByteRow rounded = ByteRow.of(x.data(), x.index(row), factors);
            scales.setAtIndex(ValueLayout.JAVA_INT, 2L * row, rounded.zero());
            scales.setAtIndex(ValueLayout.JAVA_INT, 2L * row + 1, Float.floatToRawIntBits(rounded.scale()));
            for (int i = 0; i < inputs; i++) {
                if (code.arithmetic() == Arithmetic.BYTE_QUADS) {
                    data.set(ValueLayout.JAVA_BYTE, row * stride + i, (byte) rounded.q()[i]);
                } else {
                    data.set(ValueLayout.JAVA_SHORT_UNALIGNED, row * stride + 2L * i, (short) rounded.q()[i]);
                }
            }
        }
    }

    private void round(Matrix x, MemorySegment data, int stride) {
        for (int row = 0; row < x.rows(); row++) {
            for (int i = 0; i < inputs; i++) {
                short bits = Bfloat16.bits(x.data()[x.index(row) + i]);
                data.set(ValueLayout.JAVA_SHORT_UNALIGNED, row * stride + 2L * i, bits);
            }
        }
    }

    /** Whole panels, the steps in blocks: the sums go on from what the block before left in c. */
    private void multiply(Left a, int fromColumn, int toColumn, MemorySegment c, int cStride) {
        int steps = code.arithmetic().steps(inputs);
        int together = code.stepsTogether();
        long panelBytes = 4L * steps * panelWidth;
        int firstPanel = fromColumn / panelWidth;
        MemorySegment tail = tails.asSlice(firstPanel * 4L * code.tailRows() * panelWidth);
        for (int step = 0; step < steps; step += together) {
            var run = new MachineKernels.PanelRun(
                    panels.asSlice(firstPanel * panelBytes + 4L * step * panelWidth),
                    panelBytes,
                    (toColumn - fromColumn) / panelWidth,
                    Math.min(together, steps - step));
            kernels.multiply(
                    code.tiles(step == 0, step + together >= steps),
                    a.data().asSlice(4L * step),
                    a.stride(),
                    run,
                    tail,
                    c,
                    cStride,
                    a.rows(),
                    a.scales());
        }
    }

    /** The panel that is wider than what is left of y: computed aside and copied. */
    private void applyLast(Left a, int column, Matrix c) {
        float[] aside = new float[a.rows() * panelWidth];
        multiply(a, column, column + panelWidth, MemorySegment.ofArray(aside), panelWidth);
        for (int row = 0; row < a.rows(); row++) {
            System.arraycopy(aside, row * panelWidth, c.data(), c.index(row) + column, outputs - column);
        }
    }
}
