package dev.heed.model.weights;

import dev.heed.kernel.linear.WeightRows;
import java.util.List;

/** Weights of linear maps of the same inputs, side by side: one map with all their outputs. */
record JoinedRows(List<WeightRows> parts) implements WeightRows {
    JoinedRows {
        parts = List.copyOf(parts);
    }

    @Override
    public int inputs() {
        return parts.getFirst().inputs();
    }

    @Override
    public int outputs() {
        return parts.stream().mapToInt(WeightRows::outputs).sum();
    }

    @Override
    public void copyRow(int input, float[] target, int offset) {
        int at = offset;
        for (WeightRows part : parts) {
            part.copyRow(input, target, at);
            at += part.outputs();
        }
    }
}
