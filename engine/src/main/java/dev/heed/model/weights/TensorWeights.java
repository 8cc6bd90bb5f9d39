package dev.heed.model.weights;

import dev.heed.format.InvalidFileException;
import dev.heed.format.StoredTensor;
import dev.heed.format.TensorFile;
import dev.heed.kernel.linear.WeightRows;
import dev.heed.model.RowTable;
import dev.heed.tensor.Matrix;
import java.util.Arrays;
import java.util.Optional;

/**
 * Weights by name from a file of named tensors: a PyTorch checkpoint stored as safetensors, in one file or several.
 *
 * <p>Layer norms may have their old names ({@code gamma}, {@code beta}); tensors that nobody asks for (heads, poolers,
 * position ids) are left alone. Linear weights mostly lie there as (outputs, inputs).
 */
public final class TensorWeights implements WeightSource {
    private final TensorFile file;

    public TensorWeights(TensorFile file) {
        this.file = file;
    }

    @Override
    public String name() {
        return file.name();
    }

    @Override
    public boolean has(String tensor) {
        return find(tensor).isPresent();
    }

    @Override
    public float[] vector(String tensor, int size) {
        boolean row = find(tensor)
                .filter(found -> Arrays.equals(found.shape(), new int[] {1, size}))
                .isPresent();
        return (row ? require(tensor, 1, size) : require(tensor, size)).toFloats(); // final_logits_bias is a row
    }

    @Override
    public RowTable table(String tensor, int rows, int columns) {
        return RowTable.of(require(tensor, rows, columns), rows, columns);
    }

    @Override
    public WeightRows linear(String name, int inputs, int outputs, boolean inputsFirst) {
        return inputsFirst
                ? new StoredRows(require(name + ".weight", inputs, outputs), inputs, outputs)
                : transposed(require(name + ".weight", outputs, inputs).toFloats(), inputs, outputs);
    }

    /** (outputs, inputs) to (inputs, outputs). */
    static WeightRows transposed(float[] weight, int inputs, int outputs) {
        float[] transposed = new float[weight.length];
        int block = 32; // a square that stays in cache while it is turned
        for (int j0 = 0; j0 < outputs; j0 += block) {
            for (int i0 = 0; i0 < inputs; i0 += block) {
                for (int j = j0; j < Math.min(outputs, j0 + block); j++) {
                    for (int i = i0; i < Math.min(inputs, i0 + block); i++) {
                        transposed[i * outputs + j] = weight[j * inputs + i];
                    }
                }
            }
        }
        return WeightRows.of(Matrix.of(transposed, inputs, outputs));
    }

    private Optional<StoredTensor> find(String tensor) {
        return file.tensor(tensor).or(() -> oldName(tensor).flatMap(file::tensor));
    }

    private StoredTensor require(String tensor, int... shape) {
        return shaped(file.name(), find(tensor).orElseGet(() -> file.require(tensor)), shape);
    }

    /** The tensor, if it holds floats in the expected shape. */
    static StoredTensor shaped(String where, StoredTensor tensor, int... shape) {
        if (!Arrays.equals(tensor.shape(), shape)) {
            throw new InvalidFileException(where + ": tensor " + tensor.name() + " has shape "
                    + Arrays.toString(tensor.shape()) + ", expected " + Arrays.toString(shape)
                    + " from the configuration");
        }
        return tensor;
    }

    private static Optional<String> oldName(String key) {
        if (key.endsWith("LayerNorm.weight")) {
            return Optional.of(key.replaceFirst("weight$", "gamma"));
        }
        return key.endsWith("LayerNorm.bias") ? Optional.of(key.replaceFirst("bias$", "beta")) : Optional.empty();
    }
}
