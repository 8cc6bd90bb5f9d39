package dev.heed.model.weights;

import dev.heed.kernel.linear.PreparedLinear;
import dev.heed.kernel.linear.WeightRows;
import dev.heed.model.RowTable;
import java.util.Optional;

/**
 * Weights by the names that the family's checkpoints on Hugging Face give them, whatever file they lie in. A file with names
 * of its own translates. Thread-safe.
 */
public interface WeightSource {
    /** The file, for messages. */
    String name();

    /** Whether there is a tensor of that name. */
    boolean has(String tensor);

    /** A vector of {@code size} floats. */
    float[] vector(String tensor, int size);

    /** A table that stays in its file; (rows, columns). */
    RowTable table(String tensor, int rows, int columns);

    /**
     * The weight {@code name + ".weight"} of a linear map, its inputs as rows; (inputs, outputs).
     *
     * @param inputsFirst whether it is stored as (inputs, outputs), as GPT-2's are; else as (outputs, inputs)
     */
    WeightRows linear(String name, int inputs, int outputs, boolean inputsFirst);

    /**
     * The linear map as the file holds it, ready to run: quantised blocks, say, which are multiplied as they lie. Empty
     * where {@link #linear} is to be laid out.
     *
     * @param inputsFirst whether the family's own checkpoints store it as (inputs, outputs)
     * @param bias (outputs); null where there is none
     */
    default Optional<PreparedLinear> prepared(String name, int inputs, int outputs, boolean inputsFirst, float[] bias) {
        return Optional.empty();
    }

    /** Whether {@link #prepared} has this map: joining it with others would lay it out anew. */
    default boolean holdsPrepared(String name, boolean inputsFirst) {
        return false;
    }
}
