package dev.heed.model.family;

import dev.heed.attention.Mask;
import dev.heed.model.blueprint.Blueprint;
import dev.heed.model.blueprint.ConfigValues;
import dev.heed.model.blueprint.Family;
import java.util.List;

/** Mistral (Jiang et al., 2023): Llama with a window in every layer, where one is stated. */
final class Mistral implements Family {
    private static final int WINDOW = 4096; // where the key is absent; null says that there is none

    @Override
    public List<String> modelTypes() {
        return List.of("mistral");
    }

    @Override
    public Blueprint read(ConfigValues config) {
        boolean none = config.json().names("sliding_window") && !config.json().has("sliding_window");
        Mask mask = none ? Mask.causal() : GatedDecoder.window(config.size("sliding_window", WINDOW));
        return new GatedDecoder("mistral", config, 8, 0, 1e-6, 1e4).masks(layer -> mask);
    }
}
