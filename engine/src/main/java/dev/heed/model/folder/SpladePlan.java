package dev.heed.model.folder;

import dev.heed.format.InvalidFileException;
import dev.heed.format.JsonObject;
import dev.heed.model.folder.ModuleList.Kind;
import dev.heed.model.folder.ModuleList.Module;
import dev.heed.model.weights.ModelFiles;
import dev.heed.tensor.Matrix;
import java.util.Optional;

/**
 * How scores of tokens become weights of a text, as a SpladePooling module says it.
 *
 * @param sum whether tokens' weights are added up (SPLADE), else the largest counts (SPLADE v2)
 * @param twice whether the logarithm is taken twice
 */
public record SpladePlan(boolean sum, boolean twice) {
    static Optional<SpladePlan> of(ModelFiles files, ModuleList list) {
        if (list == null || !list.has(Kind.SPLADE_POOLING)) {
            return Optional.empty();
        }
        Module last = list.modules().getLast();
        if (list.modules().size() != 2 || last.kind() != Kind.SPLADE_POOLING) {
            throw new InvalidFileException(
                    list.where() + ": expected a transformer and a SpladePooling behind it, got other modules too");
        }
        String file = last.file("config.json");
        String where = files.path(file);
        JsonObject json = JsonObject.read(files.read(file), where);
        return Optional.of(new SpladePlan(
                either(json, "pooling_strategy", "max", "sum", where),
                either(json, "activation_function", "relu", "log1p_relu", where)));
    }

    /** Whether a key has the other of two values. */
    private static boolean either(JsonObject json, String key, String usual, String other, String where) {
        String value = json.string(key).orElse(usual);
        if (!value.equals(usual) && !value.equals(other)) {
            throw new InvalidFileException(
                    where + ": " + key + ": expected " + usual + " or " + other + ", got " + value);
        }
        return value.equals(other);
    }

    /**
     * Adds some tokens' scores to a text's weights.
     *
     * @param logits (tokens, pieces)
     * @param weights one a piece, 0 at first
     */
    public void add(Matrix logits, float[] weights) {
        for (int row = 0; row < logits.rows(); row++) {
            int start = logits.index(row);
            for (int id = 0; id < weights.length; id++) {
                float score = logits.data()[start + id];
                if (score > 0 || Float.isNaN(score)) {
                    float weight = (float) StrictMath.log1p(score);
                    weight = twice ? (float) StrictMath.log1p(weight) : weight;
                    weights[id] = sum ? weights[id] + weight : Math.max(weights[id], weight);
                }
            }
        }
    }
}
