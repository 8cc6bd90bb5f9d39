package dev.heed.model.weights;

import dev.heed.format.StoredTensor;
import dev.heed.kernel.linear.WeightRows;

/** A weight that lies in its file with its inputs as rows. */
record StoredRows(StoredTensor tensor, int inputs, int outputs) implements WeightRows {
    @Override
    public void copyRow(int input, float[] target, int offset) {
        tensor.copyTo((long) input * outputs, target, offset, outputs);
    }
}
