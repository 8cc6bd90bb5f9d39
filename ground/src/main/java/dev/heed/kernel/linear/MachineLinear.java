package dev.heed.kernel.linear;

import dev.heed.kernel.assembler.Arithmetic;
import dev.heed.kernel.assembler.NativeCall;
import dev.heed.kernel.rows.Activation;
import dev.heed.kernel.rows.RowKernels;
import dev.heed.kernel.tile.MachineTiles;
import dev.heed.tensor.Matrix;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;

/** A linear map by machine code, in the layout of {@link MachineLayout}. */
public final class MachineLinear implements PreparedLinear {
    /** Rows that pass over one panel before the next is fetched; a multiple of a tile's height. */
    private static final int ROW_BLOCK = 96;

    private final RowKernels activations;
    private final LinearCode code;
    private final int panelWidth;
    private final int inputs;
    private final int outputs;
    private final List<InputGroup> groups;

    MachineLinear(RowKernels activations, LinearCode code, int inputs, int outputs, List<InputGroup> groups) {
        this.activations = activations;
        this.code = code;
        this.panelWidth = code.panel();
        this.inputs = inputs;
        this.outputs = outputs;
        this.groups = groups;
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
    private record Left(MemorySegment data, long stride, MemorySegment scales) {}

    @Override
    public void apply(Matrix x, Activation activation, Matrix y, int firstColumn, int lastColumn) {
        int whole = lastColumn - lastColumn % panelWidth; // only the last columns of all fill no panel
        for (int from = 0; from < x.rows(); from += ROW_BLOCK) {
            Matrix a = x.rows(from, Math.min(x.rows(), from + ROW_BLOCK));
            Matrix c = y.rows(from, from + a.rows());
            if (firstColumn < whole) {
                multiply(a, firstColumn, whole, NativeCall.segment(c.columns(firstColumn, whole)), c.stride());
            }
            if (whole < lastColumn) {
                applyLast(a, whole, c);
            }
            activations.activate(activation, c.columns(firstColumn, lastColumn));
        }
    }

    /** The group's inputs of some rows. */
    private Left left(Matrix x, InputGroup group) {
        Matrix own = x.columns(group.first(), group.first() + group.inputs());
        Arithmetic arithmetic = code.arithmetic();
        if (arithmetic == Arithmetic.FLOATS) {
            return new Left(NativeCall.segment(own), 4L * x.stride(), MemorySegment.NULL);
        }
        int stride = 4 * arithmetic.steps(group.inputs());
        Scratch scratch = Scratch.own();
        byte[] rows = scratch.rows(arithmetic.rows(x.rows()) * stride);
        if (stride > group.inputs() * arithmetic.bytes()) { // steps that are no input's: zero times zero, not times NaN
            Arrays.fill(rows, 0, x.rows() * stride, (byte) 0);
        }
        MemorySegment data = MemorySegment.ofArray(rows);
        MemorySegment scales = MemorySegment.ofArray(scratch.scales(x.rows()));
        if (group.inputs() % RowKernels.LANES == 0) {
            convert(code.convert(), own, group.inverse(), data, stride, scales);
        } else if (arithmetic.integers()) {
            quantize(own, group.inverse(), data, stride, scales);
        } else {
            round(own, data, stride);
        }
        return new Left(data, stride, scales);
    }

    /** Rounds rows; see {@link QuantizeCode}. Columns are a multiple of {@link RowKernels#LANES}. */
    private static void convert(
            MemorySegment code, Matrix x, MemorySegment inverse, MemorySegment to, int stride, MemorySegment scales) {
        long[] p = {4L * x.stride(), x.rows(), x.columns() / RowKernels.LANES, stride};
        NativeCall.invoke(
                code, NativeCall.segment(x), inverse, to, scales, MemorySegment.NULL, MemorySegment.ofArray(p));
    }

    private void quantize(Matrix x, MemorySegment inverse, MemorySegment data, int stride, MemorySegment scales) {
        float[] factors = inverse.asSlice(0, 4L * x.columns()).toArray(ValueLayout.JAVA_FLOAT);
        for (int row = 0; row < x.rows(); row++) {
            ByteRow rounded = ByteRow.of(x.data(), x.index(row), factors);
            scales.setAtIndex(ValueLayout.JAVA_INT, 2L * row, rounded.zero());
            scales.setAtIndex(ValueLayout.JAVA_INT, 2L * row + 1, Float.floatToRawIntBits(rounded.scale()));
            for (int i = 0; i < x.columns(); i++) {
                if (code.arithmetic().bytes() == 1) {
                    data.set(ValueLayout.JAVA_BYTE, row * stride + i, (byte) rounded.q()[i]);
                } else {
                    data.set(ValueLayout.JAVA_SHORT_UNALIGNED, row * stride + 2L * i, (short) rounded.q()[i]);
                }
            }
        }
    }

    private void round(Matrix x, MemorySegment data, int stride) {
        for (int row = 0; row < x.rows(); row++) {
            for (int i = 0; i < x.columns(); i++) {
                short bits = Bfloat16.bits(x.data()[x.index(row) + i]);
                data.set(ValueLayout.JAVA_SHORT_UNALIGNED, row * stride + 2L * i, bits);
            }
        }
    }

    /** Whole panels, group by group: the sums go on from what the group before left in c. */
    private void multiply(Matrix a, int fromColumn, int toColumn, MemorySegment c, int cStride) {
        long firstPanel = fromColumn / panelWidth;
        for (InputGroup group : groups) {
            Left left = left(a, group);
            int steps = code.arithmetic().steps(group.inputs());
            long panelBytes = 4L * steps * panelWidth;
            var run = new MachineTiles.PanelRun(
                    group.panels().asSlice(firstPanel * panelBytes),
                    panelBytes,
                    (toColumn - fromColumn) / panelWidth,
                    steps);
            MemorySegment[] functions = group.first() == 0 ? code.first() : code.next();
            MemorySegment tails =
                    group.tails().asSlice(firstPanel * 4L * LinearCode.tailRows(code.arithmetic()) * panelWidth);
            if (code.arithmetic().tiles()) {
                MatrixUnit.multiply(
                        functions[0], left.data(), left.stride(), run, tails, c, cStride, a.rows(), left.scales());
            } else {
                MachineTiles.multiply(
                        functions, left.data(), left.stride(), run, tails, c, cStride, a.rows(), left.scales());
            }
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
