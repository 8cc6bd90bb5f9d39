package dev.heed.model.family;

import dev.heed.attention.Mask;
import dev.heed.model.blueprint.Blueprint;
import dev.heed.model.blueprint.ConfigValues;
import dev.heed.model.blueprint.Family;
import java.util.List;

/**
 * Phi 3 and 4 mini (Abdin et al., 2024): Llama whose projections lie in one weight, with a window where one is stated, and
 * rotary positions stretched by a factor for each pair.
 */
final class Phi3 implements Family {
    @Override
    public List<String> modelTypes() {
        return List.of("phi3");
    }

    @Override
    public Blueprint read(ConfigValues config) {
        Mask mask = config.json().has("sliding_window")
                ? GatedDecoder.window(config.requiredSize("sliding_window"))
                : Mask.causal();
        return new GatedDecoder("phi3", config, 0, 0, 1e-5, 1e4).fused().masks(layer -> mask);
    }
}
