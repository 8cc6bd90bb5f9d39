package dev.heed.model.family;

import dev.heed.model.blueprint.Blueprint;
import dev.heed.model.blueprint.ConfigValues;
import dev.heed.model.blueprint.Family;
import dev.heed.model.family.GatedDecoder.HeadNorm;
import java.util.List;

/** Qwen 3 (Yang et al., 2025): Llama with a norm of each head's queries and keys. */
final class Qwen3 implements Family {
    @Override
    public List<String> modelTypes() {
        return List.of("qwen3");
    }

    @Override
    public Blueprint read(ConfigValues config) {
        boolean biases = config.bool("attention_bias", false);
        var decoder = new GatedDecoder("qwen3", config, 32, 128, 1e-6, 1e4);
        return decoder.headNorms(HeadNorm.EACH)
                .attentionBiases(biases, biases)
                .masks(LayerTypes.switchedOn(config, decoder.config().layers()).masks(config, 4096));
    }
}
