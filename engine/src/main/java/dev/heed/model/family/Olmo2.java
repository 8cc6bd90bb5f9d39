package dev.heed.model.family;

import dev.heed.model.blueprint.Blueprint;
import dev.heed.model.blueprint.ConfigValues;
import dev.heed.model.blueprint.Family;
import dev.heed.model.family.GatedDecoder.HeadNorm;
import dev.heed.model.family.GatedDecoder.Placement;
import java.util.List;

/** OLMo 2 (OLMo Team, 2025): Llama whose norms stand behind the sublayers, and over all heads of queries and of keys. */
final class Olmo2 implements Family {
    @Override
    public List<String> modelTypes() {
        return List.of("olmo2");
    }

    @Override
    public Blueprint read(ConfigValues config) {
        boolean biases = config.bool("attention_bias", false);
        return new GatedDecoder("olmo2", config, 0, 0, 1e-5, 1e4)
                .norms(Placement.INSIDE)
                .headNorms(HeadNorm.TOGETHER)
                .attentionBiases(biases, biases);
    }
}
