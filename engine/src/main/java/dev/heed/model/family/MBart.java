package dev.heed.model.family;

import dev.heed.model.blueprint.Blueprint;
import dev.heed.model.blueprint.ConfigValues;
import dev.heed.model.blueprint.Family;
import java.util.List;
import java.util.Map;

/**
 * mBART (Liu et al., 2020) and mBART-50: BART with norms before the sublayers and after the last block. Defaults are those
 * of transformers' {@code MBartConfig}.
 */
final class MBart implements Family {
    @Override
    public List<String> modelTypes() {
        return List.of("mbart");
    }

    @Override
    public Blueprint read(ConfigValues config) {
        return BartPlan.read(
                config,
                "mbart",
                Bart.DEFAULTS,
                new BartPlan.Norming("gelu", true, true, false),
                Bart::positions,
                Map.of("bos_token_id", 0, "pad_token_id", 1, "eos_token_id", 2, "forced_eos_token_id", 2));
    }
}
