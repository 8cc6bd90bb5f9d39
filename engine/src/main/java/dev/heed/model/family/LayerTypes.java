package dev.heed.model.family;

import dev.heed.attention.Mask;
import dev.heed.model.blueprint.ConfigValues;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;

/**
 * Which layers see all that stands before a token, and which only a window: {@code layer_types} where it is stated, else the
 * family's older keys.
 *
 * @param sliding whether a layer, from 0, sees a window
 */
record LayerTypes(IntPredicate sliding) {
    static final String FULL = "full_attention";
    static final String SLIDING = "sliding_attention";

    /** @param absent of configurations without {@code layer_types} */
    static LayerTypes of(ConfigValues config, int layers, IntPredicate absent) {
        List<String> stated = config.json().strings("layer_types");
        if (stated.isEmpty()) {
            return new LayerTypes(absent);
        }
        if (stated.size() != layers) {
            throw config.refused("layer_types", layers + " entries, one a layer", String.valueOf(stated.size()));
        }
        for (String type : stated) {
            if (!type.equals(FULL) && !type.equals(SLIDING)) {
                throw config.refused("layer_types", FULL + " or " + SLIDING, type);
            }
        }
        return new LayerTypes(layer -> stated.get(layer).equals(SLIDING));
    }

    /** As transformers' Qwen: windows from a layer on, where they are switched on. */
    static LayerTypes switchedOn(ConfigValues config, int layers) {
        boolean on = config.bool("use_sliding_window", false);
        int from = config.whole("max_window_layers", 28, 0, Integer.MAX_VALUE);
        return of(config, layers, layer -> on && config.json().has("sliding_window") && layer >= from);
    }

    /** The masks of an encoder's layers: half of the window on each side. */
    IntFunction<Mask> masksBothWays(ConfigValues config, int absentWindow) {
        int side = config.size("sliding_window", absentWindow) / 2;
        return layer -> sliding.test(layer) ? Mask.window(side, side) : Mask.none();
    }

    /** The masks of the layers. */
    IntFunction<Mask> masks(ConfigValues config, int absentWindow) {
        boolean stated = config.json().has("sliding_window");
        return layer -> sliding.test(layer)
                ? GatedDecoder.window(stated ? config.size("sliding_window", absentWindow) : absentWindow)
                : Mask.causal();
    }
}
