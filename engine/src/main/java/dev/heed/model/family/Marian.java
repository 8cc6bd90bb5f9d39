package dev.heed.model.family;

import dev.heed.model.ModelConfig;
import dev.heed.model.PositionTable;
import dev.heed.model.blueprint.Blueprint;
import dev.heed.model.blueprint.ConfigValues;
import dev.heed.model.blueprint.Family;
import dev.heed.model.weights.Weights;
import java.util.List;
import java.util.Map;

/**
 * Marian (Junczys-Dowmunt et al., 2018), as OPUS-MT's models are published: BART's blocks on sinusoids, which no file holds,
 * with a bias of the scores. Defaults are those of transformers' {@code MarianConfig}.
 */
final class Marian implements Family {
    private static final BartPlan.Sizes DEFAULTS = new BartPlan.Sizes(58101, 1024, 12, 16, 4096);

    @Override
    public List<String> modelTypes() {
        return List.of("marian");
    }

    @Override
    public Blueprint read(ConfigValues config) {
        if (config.size("d_model", 1024) % 2 != 0) {
            throw config.refused("d_model", "an even number", String.valueOf(config.size("d_model", 1024)));
        }
        return BartPlan.read(
                config,
                "marian",
                DEFAULTS,
                new BartPlan.Norming("gelu", false, false, false),
                Marian::positions,
                Map.of(
                        "decoder_start_token_id", 58100,
                        "pad_token_id", 58100,
                        "eos_token_id", 0,
                        "forced_eos_token_id", 0));
    }

    private static PositionTable positions(Weights half, ModelConfig sizes) {
        return PositionTable.sinusoids(sizes.maxPositions(), sizes.hiddenSize(), sizes.hiddenSize() / 2.0);
    }
}
