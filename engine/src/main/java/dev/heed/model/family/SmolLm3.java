package dev.heed.model.family;

import dev.heed.model.Rotary;
import dev.heed.model.blueprint.Blueprint;
import dev.heed.model.blueprint.ConfigValues;
import dev.heed.model.blueprint.Family;
import dev.heed.model.blueprint.RotaryValues;
import java.util.List;

/** SmolLM 3 (Bakouch et al., 2025): Llama whose every fourth layer knows no positions. */
final class SmolLm3 implements Family {
    private static final double THETA = 2e6;

    @Override
    public List<String> modelTypes() {
        return List.of("smollm3");
    }

    @Override
    public Blueprint read(ConfigValues config) {
        boolean biases = config.bool("attention_bias", false);
        var decoder = new GatedDecoder("smollm3", config, 4, 0, 1e-6, THETA);
        int layers = decoder.config().layers();
        List<Double> turned = config.json().numbers("no_rope_layers"); // 1 where a layer has positions
        int interval = config.size("no_rope_layer_interval", 4);
        if (!turned.isEmpty() && turned.size() != layers) {
            throw config.refused("no_rope_layers", layers + " entries, one a layer", String.valueOf(turned.size()));
        }
        Rotary rotary = new RotaryValues(config, decoder.headDim, THETA).all();
        return decoder.attentionBiases(biases, biases)
                .feedForwardBiases(config.bool("mlp_bias", false))
                .tied(true)
                .masks(LayerTypes.of(config, layers, layer -> false).masks(config, Integer.MAX_VALUE))
                .rotaries(layer -> {
                    boolean has = turned.isEmpty() ? (layer + 1) % interval != 0 : turned.get(layer) != 0;
                    return has ? rotary : null;
                });
    }
}
