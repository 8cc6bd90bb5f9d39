package dev.heed.model.family;

import dev.heed.model.blueprint.Blueprint;
import dev.heed.model.blueprint.ConfigValues;
import dev.heed.model.blueprint.Family;
import java.util.List;

/** Qwen 2 and 2.5 (Yang et al., 2024): Llama with biases of queries, keys and values. */
final class Qwen2 implements Family {
    @Override
    public List<String> modelTypes() {
        return List.of("qwen2");
    }

    @Override
    public Blueprint read(ConfigValues config) {
        var decoder = new GatedDecoder("qwen2", config, 32, 0, 1e-6, 1e4);
        return decoder.attentionBiases(true, false)
                .masks(LayerTypes.switchedOn(config, decoder.config().layers()).masks(config, 4096));
    }
}
