package dev.heed.model.family;

import dev.heed.model.blueprint.Blueprint;
import dev.heed.model.blueprint.ConfigValues;
import dev.heed.model.blueprint.Family;
import java.util.List;

/** Llama 1 to 3.3 (Touvron et al., 2023; Llama Team, 2024) and what is built like it: SmolLM 1 and 2, TinyLlama. */
final class Llama implements Family {
    @Override
    public List<String> modelTypes() {
        return List.of("llama");
    }

    @Override
    public Blueprint read(ConfigValues config) {
        boolean biases = config.bool("attention_bias", false);
        return new GatedDecoder("llama", config, 0, 0, 1e-6, 1e4)
                .attentionBiases(biases, biases)
                .feedForwardBiases(config.bool("mlp_bias", false));
    }
}
