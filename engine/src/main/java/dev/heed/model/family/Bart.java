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
 * BART (Lewis et al., 2020): learned positions from 2 on, padding counted like any token, norms after the sublayers and of
 * what enters. Defaults are those of transformers' {@code BartConfig}.
 */
final class Bart implements Family {
    static final BartPlan.Sizes DEFAULTS = new BartPlan.Sizes(50265, 1024, 12, 16, 4096);
    private static final int FIRST = 2;

    @Override
    public List<String> modelTypes() {
        return List.of("bart");
    }

    @Override
    public Blueprint read(ConfigValues config) {
        return BartPlan.read(
                config,
                "bart",
                DEFAULTS,
                new BartPlan.Norming("gelu", false, true, false),
                Bart::positions,
                Map.of(
                        "decoder_start_token_id", 2,
                        "bos_token_id", 0,
                        "pad_token_id", 1,
                        "eos_token_id", 2,
                        "forced_eos_token_id", 2));
    }

    /** A table of two rows more than there are positions. */
    static PositionTable positions(Weights half, ModelConfig sizes) {
        return PositionTable.from(
                FIRST, half.matrix("embed_positions.weight", sizes.maxPositions() + FIRST, sizes.hiddenSize()));
    }
}
