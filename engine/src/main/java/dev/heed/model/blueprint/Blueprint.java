package dev.heed.model.blueprint;

import dev.heed.format.InvalidFileException;
import dev.heed.model.LanguageHead;
import dev.heed.model.ModelConfig;
import dev.heed.model.Transformer;
import dev.heed.model.weights.OnnxWeights;
import dev.heed.model.weights.Weights;

/** A model that was described, its weights not yet read. Immutable, thread-safe. */
public interface Blueprint {
    /** Sizes and family. */
    ModelConfig config();

    /**
     * Puts the transformer together.
     *
     * <p>Called twice where maps are found in the cache: once in a survey, which reads no weight, so no number of it may be
     * looked at here.
     *
     * @throws InvalidFileException naming a tensor that is missing or has another shape
     */
    Transformer assemble(Weights weights);

    /**
     * The head that scores the next, or the masked, token.
     *
     * @throws InvalidFileException if the family, or the checkpoint, has none
     */
    default LanguageHead head(Weights weights) {
        throw new InvalidFileException("model_type " + config().family()
                + ": expected a family with a language model's head, this one has none");
    }

    /**
     * This model once the graph that holds its weights was looked at: proved to compute what the configuration says, sizes
     * filled in that only the weights tell.
     *
     * @throws InvalidFileException if graphs of this family are not read
     */
    default Blueprint exported(OnnxWeights weights) {
        throw new InvalidFileException(weights.name() + ": expected a graph of a bert model, got one of "
                + config().family() + "; of other families safetensors are read");
    }
}
