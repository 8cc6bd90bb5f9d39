package dev.heed.model.family;

import dev.heed.model.PositionTable;
import dev.heed.model.blueprint.Blueprint;
import dev.heed.model.blueprint.ConfigValues;
import dev.heed.model.blueprint.Family;
import java.util.List;
import java.util.Map;

/**
 * M2M100 (Fan et al., 2021) and NLLB-200 (NLLB Team, 2022), which is published under its type: norms before the sublayers
 * and after the last block, ReLU, fairseq's sinusoids, which no file holds. Defaults are those of transformers'
 * {@code M2M100Config}.
 */
final class M2M100 implements Family {
    private static final BartPlan.Sizes DEFAULTS = new BartPlan.Sizes(128112, 1024, 12, 16, 4096);
    private static final int PADDING = 1;

    @Override
    public List<String> modelTypes() {
        return List.of("m2m_100");
    }

    @Override
    public Blueprint read(ConfigValues config) {
        int size = config.size("d_model", 1024);
        if (size % 2 != 0 || size < 4) {
            throw config.refused("d_model", "an even number from 4 on", String.valueOf(size));
        }
        int padding = config.id("pad_token_id", PADDING);
        if (padding < 0) {
            throw config.refused("pad_token_id", "an id, from which positions are counted", String.valueOf(padding));
        }
        return BartPlan.read(
                config,
                "m2m_100",
                DEFAULTS,
                new BartPlan.Norming("relu", true, false, true),
                (half, sizes) -> PositionTable.fairseqSinusoids(sizes.maxPositions(), sizes.hiddenSize(), padding),
                Map.of("decoder_start_token_id", 2, "bos_token_id", 0, "pad_token_id", 1, "eos_token_id", 2));
    }
}
