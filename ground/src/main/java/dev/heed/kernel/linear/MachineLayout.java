package dev.heed.kernel.linear;

import dev.heed.kernel.assembler.Arithmetic;
import dev.heed.kernel.rows.RowKernels;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Linear maps for machine code, one group of inputs after the other: for integers, what each input is multiplied by; the
 * weights in panels of some columns, padded with zeros, each panel a row for each step of the arithmetic; for each panel,
 * what the sums start from or are scaled by.
 *
 * @param activations of the kernel that the maps run on
 * @param code of the arithmetic
 * @param group the most inputs of a group
 */
public record MachineLayout(RowKernels activations, LinearCode code, int group) implements LinearLayout.InPlace {
    /** To be raised when what {@link #fill} writes changes. */
    private static final int VERSION = 1;

    public MachineLayout(RowKernels activations, LinearCode code) {
        this(activations, code, code.group());
    }

    /** The same in other groups: what is filled in one cannot be opened in another. */
    MachineLayout inGroups(int inputs) {
        return new MachineLayout(activations, code, inputs);
    }

    @Override
    public String name() {
        return code.arithmetic().name().toLowerCase(Locale.ROOT) + "-" + width() + "-v" + VERSION;
    }

    @Override
    public Optional<String> unit() {
        return code.arithmetic() == Arithmetic.FLOATS ? Optional.empty() : Optional.of(code.arithmetic().text);
    }

    private int width() {
        return code.panel();
    }

    private int panels(int outputs) {
        return (outputs + width() - 1) / width();
    }

    private long inverseBytes(int inputs) {
        return code.arithmetic().integers() ? (4L * inputs + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT : 0;
    }

    private long panelBytes(int inputs) {
        return 4L * code.arithmetic().steps(inputs) * width();
    }

    private long tailBytes() {
        return 4L * LinearCode.tailRows(code.arithmetic()) * width();
    }

    private long groupBytes(int inputs, int outputs) {
        return inverseBytes(inputs) + panels(outputs) * (panelBytes(inputs) + tailBytes());
    }

    @Override
    public long bytes(int inputs, int outputs) {
        int whole = inputs / group;
        int rest = inputs % group;
        return whole * groupBytes(group, outputs) + (rest == 0 ? 0 : groupBytes(rest, outputs));
    }

    private List<InputGroup> groups(int inputs, int outputs, MemorySegment all) {
        List<InputGroup> groups = new ArrayList<>();
        long at = 0;
        for (int first = 0; first < inputs; first += group) {
            int count = Math.min(group, inputs - first);
            long panelsAt = at + inverseBytes(count);
            long tailsAt = panelsAt + panels(outputs) * panelBytes(count);
            long end = tailsAt + panels(outputs) * tailBytes();
            groups.add(new InputGroup(
                    first,
                    count,
                    all.asSlice(at, panelsAt - at),
                    all.asSlice(panelsAt, tailsAt - panelsAt),
                    all.asSlice(tailsAt, end - tailsAt)));
            at = end;
        }
        return groups;
    }

    @Override
    public PreparedLinear open(int inputs, int outputs, MemorySegment filled) {
        return new MachineLinear(activations, code, inputs, outputs, groups(inputs, outputs, filled));
    }

    @Override
    public void fill(LinearWeights weights, MemorySegment target) {
        List<InputGroup> groups = groups(weights.rows().inputs(), weights.rows().outputs(), target);
        List<ByteWeights> bytes = code.arithmetic().integers() ? ByteWeights.groups(weights, group) : List.of();
        float[] bias = code.arithmetic().integers() ? ByteWeights.bias(weights, bytes) : weights.bias();
        for (int g = 0; g < groups.size(); g++) {
            InputGroup own = groups.get(g);
            own.tails().fill((byte) 0);
            switch (code.arithmetic()) {
                case FLOATS -> FloatPanels.fill(weights.rows(), own.first(), own.inputs(), width(), own.panels());
                case BFLOAT16_PAIRS, BFLOAT16_TILES -> fillRounded(weights.rows(), own);
                case BYTE_QUADS, BYTE_TILES, INTEGER_PAIRS -> fillBytes(bytes.get(g), own);
            }
            if (g == 0) {
                fillTails(own.tails(), LinearCode.tailRows(code.arithmetic()) - 1, bias);
            }
        }
    }

    private void fillRounded(WeightRows rows, InputGroup group) {
        int outputs = rows.outputs();
        float[] row = new float[outputs];
        short[] rounded = new short[group.inputs() * outputs];
        for (int i = 0; i < group.inputs(); i++) {
            rows.copyRow(group.first() + i, row, 0);
            for (int j = 0; j < outputs; j++) {
                rounded[i * outputs + j] = Bfloat16.bits(row[j]);
            }
        }
        fillPanels(group, outputs, (input, column) -> rounded[input * outputs + column]);
    }

    private void fillBytes(ByteWeights weights, InputGroup group) {
        int outputs = weights.outputs();
        group.inverse().fill((byte) 0);
        MemorySegment.copy(weights.inverse(), 0, group.inverse(), ValueLayout.JAVA_FLOAT, 0, group.inputs());
        fillPanels(group, outputs, (input, column) -> weights.values()[input * outputs + column]);
        float[] sums = new float[outputs];
        for (int j = 0; j < outputs; j++) {
            sums[j] = Float.intBitsToFloat(weights.sums()[j]);
        }
        fillTails(group.tails(), 0, sums);
        fillTails(group.tails(), 1, weights.scales());
    }

    private interface Weight {
        int bits(int input, int column);
    }

    private void fillPanels(InputGroup group, int outputs, Weight weight) {
        int steps = code.arithmetic().steps(group.inputs());
        int[] panel = new int[steps * width()];
        for (int first = 0; first < outputs; first += width()) {
            int columns = Math.min(width(), outputs - first);
            Arrays.fill(panel, 0);
            for (int step = 0; step < steps; step++) {
                for (int j = 0; j < columns; j++) {
                    panel[step * width() + j] = lane(group.inputs(), step, first + j, weight);
                }
            }
            long at = first / width() * panelBytes(group.inputs());
            MemorySegment.copy(panel, 0, group.panels(), ValueLayout.JAVA_INT, at, panel.length);
        }
    }

    /** The inputs of one step in 32 bits, the first lowest; zeros behind the last. */
    private int lane(int inputs, int step, int column, Weight weight) {
        int together = code.arithmetic().inputs;
        int bits = 32 / together;
        int lane = 0;
        for (int t = 0; t < Math.min(together, inputs - step * together); t++) { // none in steps that fill a tile up
            lane |= (weight.bits(step * together + t, column) & -1 >>> 32 - bits) << t * bits;
        }
        return lane;
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
