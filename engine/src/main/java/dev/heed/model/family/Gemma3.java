package dev.heed.model.family;

import dev.heed.format.InvalidFileException;
import dev.heed.model.Rotary;
import dev.heed.model.blueprint.Blueprint;
import dev.heed.model.blueprint.ConfigValues;
import dev.heed.model.blueprint.Family;
import dev.heed.model.blueprint.RotaryValues;
import dev.heed.model.family.GatedDecoder.HeadNorm;
import dev.heed.model.family.GatedDecoder.Placement;
import java.util.List;
import java.util.Optional;

/**
 * Gemma 3 as it reads text (Gemma Team, 2025): norms before and behind each sublayer, whose scales are stored less 1; norms
 * of each head's queries and keys; five layers with a window and a small base for each one that sees everything; embeddings
 * times the root of their size, in single precision. EmbeddingGemma is the same as an encoder: every token sees both ways.
 */
final class Gemma3 implements Family {
    /** Says that norms are stored as they are: GGUF files. */
    static final String WHOLE_NORMS = "norms_whole";

    private static final double THETA = 1e6;
    private static final double WINDOW_THETA = 1e4;

    @Override
    public List<String> modelTypes() {
        return List.of("gemma3_text", "gemma3");
    }

    @Override
    public Blueprint read(ConfigValues stated) {
        ConfigValues config = stated.object("text_config").orElse(stated);
        refuse(config, "attn_logit_softcapping");
        boolean biases = config.bool("attention_bias", false);
        var decoder = new GatedDecoder("gemma3_text", config, 4, 256, 1e-6, THETA);
        int layers = decoder.config().layers();
        int pattern = config.size("sliding_window_pattern", config.size("_sliding_window_pattern", 6));
        LayerTypes types = LayerTypes.of(config, layers, layer -> (layer + 1) % pattern != 0);
        RotaryValues rotary = new RotaryValues(config, decoder.headDim, THETA);
        Rotary everything = rotary.of(LayerTypes.FULL);
        Rotary window = byType(config)
                .map(own -> rotary.of(LayerTypes.SLIDING))
                .orElseGet(() -> rotary.plain(config.positive("rope_local_base_freq", WINDOW_THETA)));
        boolean bothWays = config.bool("use_bidirectional_attention", false);
        return (bothWays ? decoder.bothWays() : decoder)
                .norms(Placement.AROUND)
                .normsLessOne(!config.bool(WHOLE_NORMS, false))
                .headNorms(HeadNorm.EACH)
                .attentionBiases(biases, biases)
                .activation(config.activation("hidden_activation", "gelu_pytorch_tanh"))
                .tied(true)
                .scoreScale(Math.pow(config.positive("query_pre_attn_scalar", 256), -0.5))
                .embeddingScale(Math.sqrt(decoder.config().hiddenSize()))
                .logits(1, config.json().number("final_logit_softcapping").orElse(0))
                .masks(bothWays ? types.masksBothWays(config, 4096) : types.masks(config, 4096))
                .rotaries(layer -> types.sliding().test(layer) ? window : everything);
    }

    /** Whether layers with a window have rotary values of their own. */
    private static Optional<ConfigValues> byType(ConfigValues config) {
        return config.object("rope_parameters").flatMap(rope -> rope.object(LayerTypes.SLIDING));
    }

    private static void refuse(ConfigValues config, String key) {
        if (config.json().has(key)) {
            throw new InvalidFileException(
                    config.where() + ": " + key + ": expected null, got a value; it is not read");
        }
    }
}
