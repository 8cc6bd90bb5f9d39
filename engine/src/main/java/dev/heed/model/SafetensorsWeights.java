package dev.heed.model;

import dev.heed.format.InvalidFileException;
import dev.heed.format.StoredTensor;
import dev.heed.format.TensorFile;
import dev.heed.kernel.WeightRows;
import dev.heed.tensor.Matrix;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Weights by name from a PyTorch checkpoint stored as safetensors.
 *
 * <p>Keys may carry the prefix that a model with a head gives its encoder ({@code bert.}), and layer norms may have their
 * old names ({@code gamma}, {@code beta}); other tensors (heads, poolers, position ids) are left alone. Linear weights lie
 * there as (outputs, inputs).
 */
final class SafetensorsWeights implements WeightSource {
    private static final List<String> PREFIXES = List.of("", "bert.", "model.", "encoder.");
    private static final String MARKER = "embeddings.word_embeddings.weight";

    private final TensorFile file;
    private final String prefix;

    SafetensorsWeights(TensorFile file) {
        this.file = file;
        this.prefix = PREFIXES.stream()
                .filter(p -> file.tensor(p + MARKER).isPresent())
                .findFirst()
                .orElseThrow(() -> new InvalidFileException(file.name() + ": expected a tensor " + MARKER
                        + ", alone or after bert., found none; is this a BERT checkpoint?"));
    }

    @Override
    public float[] vector(String key, int size) {
        return require(key, size).toFloats();
    }

    @Override
    public StoredTensor table(String key, int rows, int columns) {
        return require(key, rows, columns);
    }

    @Override
    public WeightRows linear(String key, int inputs, int outputs) {
        return transposed(require(key + ".weight", outputs, inputs).toFloats(), inputs, outputs);
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

    private StoredTensor require(String key, int... shape) {
        StoredTensor tensor = file.tensor(prefix + key)
                .or(() -> oldName(key).flatMap(old -> file.tensor(prefix + old)))
                .orElseGet(() -> file.require(prefix + key));
        return shaped(file.name(), tensor, shape);
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
