package dev.heed.model.blueprint;

import dev.heed.model.family.Families;
import java.util.List;

/**
 * A kind of model that people publish under one {@code model_type}: maps its configuration to values, and the names in its
 * checkpoints to weights.
 *
 * <p>A family is one file here and one line in {@link Families}. It reads a {@code config.json} into a {@link Blueprint},
 * which keeps what it needs and later asks {@link dev.heed.model.weights.Weights} for every part by its published name. Its
 * tests are a folder of goldens with every layer and head ({@code tools/goldens/family_models.py}).
 *
 * <p>Stateless, thread-safe.
 */
public interface Family {
    /** The values of {@code model_type} that it reads; the first is its own name. */
    List<String> modelTypes();

    /** Whether a configuration of such a type is this family's: some types are used by two. */
    default boolean reads(ConfigValues config) {
        return true;
    }

    /**
     * What a configuration describes.
     *
     * @param config of a model whose type is one of {@link #modelTypes}
     * @throws dev.heed.format.InvalidFileException naming a key whose value is not understood
     */
    Blueprint read(ConfigValues config);
}
