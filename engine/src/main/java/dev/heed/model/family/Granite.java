package dev.heed.model.family;

import dev.heed.model.blueprint.Blueprint;
import dev.heed.model.blueprint.ConfigValues;
import dev.heed.model.blueprint.Family;
import java.util.List;

/** Granite 3 (Granite Team, 2024): Llama with factors on embeddings, scores, what each sublayer gives, and logits. */
final class Granite implements Family {
    @Override
    public List<String> modelTypes() {
        return List.of("granite");
    }

    @Override
    public Blueprint read(ConfigValues config) {
        boolean biases = config.bool("attention_bias", false);
        return new GatedDecoder("granite", config, 0, 0, 1e-6, 1e4)
                .attentionBiases(biases, biases)
                .feedForwardBiases(config.bool("mlp_bias", false))
                .embeddingScale(config.positive("embedding_multiplier", 1))
                .scoreScale(config.positive("attention_multiplier", 1))
                .residualScale(config.positive("residual_multiplier", 1))
                .logits(1 / config.positive("logits_scaling", 1), 0);
    }
}
