package dev.heed.model.blueprint;

import dev.heed.model.ModelConfig;
import dev.heed.model.Transformer;
import dev.heed.model.weights.Weights;
import java.util.Map;

/**
 * An encoder and a decoder that asks it, described, their weights not yet read. {@link #config} and {@link #assemble} are the
 * encoder's. Immutable, thread-safe.
 */
public interface Translation extends Blueprint {
    /** The decoder's sizes. */
    ModelConfig decoderConfig();

    /**
     * Puts the decoder together; its rules are those of {@link #assemble}.
     *
     * @throws dev.heed.format.InvalidFileException naming a tensor that is missing or has another shape
     */
    Transformer decoder(Weights weights);

    /**
     * What transformers' configuration class says of generation where a folder has no {@code generation_config.json} and its
     * {@code config.json} is silent, by key: {@code decoder_start_token_id}, …
     */
    Map<String, Object> generationDefaults();
}
