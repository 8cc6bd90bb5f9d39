package dev.heed.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Locale;

/**
 * Linear maps for machine code: the weights in panels of some columns, padded with zeros, each panel a row for each step of
 * the arithmetic; before them, for integers, what each input is multiplied by; behind them, for each panel, what the sums
 * start from or are scaled by.
 *
 * @param kernels that the maps run on
 * @param code of the arithmetic
 */
record MachineLayout(MachineKernels kernels, LinearCode code) implements LinearLayout.InPlace {
    /** To be raised when what {@link #fill} writes changes. */
    private static final int VERSION = 1;

    @Override
    public String name() {
        return code.arithmetic().name().toLowerCase(Locale.ROOT) + "-" + width() + "-v" + VERSION;
    }

    private int width() {
        return code.set().panel();
    }

    private int panels(int outputs) {
        return (outputs + width() - 1) / width();
    }

    /** Bytes before the panels. */
    private long head(int inputs) {
        return code.arithmetic().integers() ? (4L * inputs + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT : 0;
    }

    private long panelBytes(int inputs) {
        return 4L * code.arithmetic().steps(inputs) * width();
    }

    private long tailBytes() {
        return 4L * code.tailRows() * width();
    }

    @Override
    public long bytes(int inputs, int outputs) {
        return head(inputs) + panels(outputs) * (panelBytes(inputs) + tailBytes());
    }

    @Override
    public PreparedLinear open(int inputs, int outputs, MemorySegment filled) {
        long panelsEnd = head(inputs) + panels(outputs) * panelBytes(inputs);
        return new MachineLinear(
                kernels,
                code,
                inputs,
                outputs,
                filled.asSlice(0, head(inputs)),
                filled.asSlice(head(inputs), panelsEnd - head(inputs)),
                filled.asSlice(panelsEnd, panels(outputs) * tailBytes()));
    }

    @Override
    public void fill(LinearWeights weights, MemorySegment target) {
        int inputs = weights.rows().inputs();
        int outputs = weights.rows().outputs();
        MemorySegment panels = target.asSlice(head(inputs), panels(outputs) * panelBytes(inputs));
        MemorySegment tails = target.asSlice(head(inputs) + panels.byteSize());
        tails.fill((byte) 0);
        switch (code.arithmetic()) {
            case FLOATS -> {
                FloatPanels.fill(weights.rows(), width(), panels);
                fillTails(tails, 0, weights.bias());
            }
            case BFLOAT16_PAIRS -> {
                short[] rounded = rounded(weights.rows());
                fillPanels(inputs, outputs, panels, (input, column) -> rounded[input * outputs + column]);
                fillTails(tails, 0, weights.bias());
            }
            case BYTE_QUADS, INTEGER_PAIRS -> {
                ByteWeights bytes = ByteWeights.of(weights);
                target.asSlice(0, head(inputs)).fill((byte) 0);
                MemorySegment.copy(bytes.inverse(), 0, target, ValueLayout.JAVA_FLOAT, 0, inputs);
                fillPanels(inputs, outputs, panels, (input, column) -> bytes.values()[input * outputs + column]);
                float[] sums = new float[outputs];
                for (int j = 0; j < outputs; j++) {
                    sums[j] = Float.intBitsToFloat(bytes.sums()[j]);
                }
                fillTails(tails, 0, sums);
                fillTails(tails, 1, bytes.scales());
                fillTails(tails, 2, bytes.bias());
            }
        }
    }

    private static short[] rounded(WeightRows rows) {
        float[] row = new float[rows.outputs()];
        short[] rounded = new short[Math.multiplyExact(rows.inputs(), rows.outputs())];
        for (int i = 0; i < rows.inputs(); i++) {
            rows.copyRow(i, row, 0);
            for (int j = 0; j < row.length; j++) {
                rounded[i * row.length + j] = Bfloat16.bits(row[j]);
            }
        }
        return rounded;
    }

    private interface Weight {
        int bits(int input, int column);
    }

    private void fillPanels(int inputs, int outputs, MemorySegment panels, Weight weight) {
        int together = code.arithmetic().inputs;
        int steps = code.arithmetic().steps(inputs);
        int bits = 32 / together;
        int mask = -1 >>> 32 - bits;
        int[] panel = new int[steps * width()];
        for (int first = 0; first < outputs; first += width()) {
            int columns = Math.min(width(), outputs - first);
            for (int step = 0; step < steps; step++) {
                int together0 = step * together;
                int present = Math.min(together, inputs - together0);
                for (int j = 0; j < width(); j++) {
                    int lane = 0;
                    for (int t = 0; t < present && j < columns; t++) {
                        lane |= (weight.bits(together0 + t, first + j) & mask) << t * bits;
                    }
                    panel[step * width() + j] = lane;
                }
            }
            long at = first / width() * panelBytes(inputs);
            MemorySegment.copy(panel, 0, panels, ValueLayout.JAVA_INT, at, panel.length);
        }
    }

    /** One vector row of each panel's tail. */
    private void fillTails(MemorySegment tails, int row, float[] values) {
        for (int first = 0; first < values.length; first += width()) {
            long at = first / width() * tailBytes() + 4L * row * width();
            int columns = Math.min(width(), values.length - first);
            MemorySegment.copy(values, first, tails, ValueLayout.JAVA_FLOAT, at, columns);
        }
    }
}
