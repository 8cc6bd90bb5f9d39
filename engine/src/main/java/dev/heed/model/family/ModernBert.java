package dev.heed.model.family;

import dev.heed.attention.Attention;
import dev.heed.attention.Mask;
import dev.heed.kernel.rows.Activation;
import dev.heed.model.Block;
import dev.heed.model.Embeddings;
import dev.heed.model.FeedForward.Gate;
import dev.heed.model.LanguageHead;
import dev.heed.model.ModelConfig;
import dev.heed.model.Norm;
import dev.heed.model.Norms;
import dev.heed.model.Rotary;
import dev.heed.model.SelfAttention;
import dev.heed.model.Transformer;
import dev.heed.model.blueprint.Blueprint;
import dev.heed.model.blueprint.ConfigValues;
import dev.heed.model.blueprint.Family;
import dev.heed.model.blueprint.RotaryValues;
import dev.heed.model.weights.Projection;
import dev.heed.model.weights.Weights;
import java.util.List;

/**
 * ModernBERT (Warner et al., 2024): pre-norm blocks with gated feed-forward networks and rotary positions; most layers see a
 * window on both sides and turn by a base of their own. The first block's attention reads what the embeddings' norm gives,
 * without another. Defaults are those of transformers' {@code ModernBertConfig}.
 */
final class ModernBert implements Family {
    private static final String WORDS = "embeddings.tok_embeddings";

    @Override
    public List<String> modelTypes() {
        return List.of("modernbert");
    }

    @Override
    public Blueprint read(ConfigValues config) {
        int hiddenSize = config.size("hidden_size", 768);
        int heads = config.size("num_attention_heads", 12);
        config.checkHeads(hiddenSize, "num_attention_heads", heads);
        int layers = config.size("num_hidden_layers", 22);
        int headDim = hiddenSize / heads;
        int everyNth = config.size("global_attn_every_n_layers", 3);
        return new Plan(
                ModelConfig.encoder(
                        "modernbert",
                        config.size("vocab_size", 50368),
                        hiddenSize,
                        layers,
                        heads,
                        config.size("max_position_embeddings", 8192)),
                LayerTypes.of(config, layers, layer -> layer % everyNth != 0),
                config.size("local_attention", 128) / 2,
                new RotaryValues(config, headDim, config.positive("global_rope_theta", 160_000)).of(LayerTypes.FULL),
                new RotaryValues(config, headDim, config.positive("local_rope_theta", 10_000)).of(LayerTypes.SLIDING),
                config.size("intermediate_size", 1152),
                config.activation("hidden_activation", "gelu"),
                config.activation("classifier_activation", "gelu"),
                Biases.of(config),
                config.epsilon("norm_eps", 1e-5));
    }

    /** Which parts have biases. */
    private record Biases(boolean norms, boolean attention, boolean feedForward, boolean classifier, boolean decoder) {
        static Biases of(ConfigValues config) {
            return new Biases(
                    config.bool("norm_bias", false),
                    config.bool("attention_bias", false),
                    config.bool("mlp_bias", false),
                    config.bool("classifier_bias", false),
                    config.bool("decoder_bias", true));
        }
    }

    /** @param window tokens seen on each side in a layer that sees a window */
    private record Plan(
            ModelConfig config,
            LayerTypes layerTypes,
            int window,
            Rotary global,
            Rotary local,
            int intermediateSize,
            Activation activation,
            Activation headActivation,
            Biases biases,
            float epsilon)
            implements Blueprint {
        @Override
        public Transformer assemble(Weights checkpoint) {
            Weights weights = body(checkpoint);
            Embeddings embeddings = Embeddings.of(
                            weights.table(WORDS + ".weight", config.vocabularySize(), config.hiddenSize()))
                    .norm(norm(weights, "embeddings.norm"));
            return new Transformer(
                    config,
                    embeddings,
                    weights.blocks(config.layers(), layer -> block(weights, layer)),
                    norm(weights, "final_norm"),
                    weights.kernels());
        }

        private static Weights body(Weights checkpoint) {
            return checkpoint.under(List.of("", "model."), WORDS + ".weight");
        }

        private Norm norm(Weights weights, String name) {
            return biases.norms()
                    ? weights.layerNorm(name, config.hiddenSize(), epsilon)
                    : weights.layerNormWithoutBias(name, config.hiddenSize(), epsilon);
        }

        private Block block(Weights weights, int layer) {
            int hidden = config.hiddenSize();
            String block = "layers." + layer + ".";
            boolean sliding = layerTypes.sliding().test(layer);
            Attention operator = Attention.heads(config.attentionHeads(), hidden / config.attentionHeads())
                    .mask(sliding ? Mask.window(window, window) : Mask.none())
                    .on(weights.kernels());
            SelfAttention attention = SelfAttention.of(
                            weights.linear(
                                    hidden,
                                    Projection.of(block + "attn.Wqkv", 3 * hidden)
                                            .biased(biases.attention())),
                            weights.linear(
                                    hidden,
                                    Projection.of(block + "attn.Wo", hidden).biased(biases.attention())),
                            operator)
                    .rotary(sliding ? local : global);
            return Block.of(
                    Norms.before(layer == 0 ? Norm.NONE : norm(weights, block + "attn_norm")),
                    attention,
                    Norms.before(norm(weights, block + "mlp_norm")),
                    weights.feedForward(
                            hidden,
                            activation,
                            Gate.FIRST,
                            Projection.of(block + "mlp.Wo", hidden).biased(biases.feedForward()),
                            Projection.of(block + "mlp.Wi", 2 * intermediateSize)
                                    .biased(biases.feedForward())));
        }

        @Override
        public LanguageHead head(Weights weights) {
            int hidden = config.hiddenSize();
            String output =
                    weights.has("decoder.weight") ? "decoder" : body(weights).named(WORDS);
            return LanguageHead.masked(
                    weights.linear(hidden, Projection.of("head.dense", hidden).biased(biases.classifier())),
                    headActivation,
                    norm(weights, "head.norm"),
                    weights.linear(
                            hidden,
                            Projection.of(output, config.vocabularySize())
                                    .bias(biases.decoder() ? "decoder.bias" : null)));
        }
    }
}
