package dev.heed.model.family;

import dev.heed.attention.Attention;
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
import dev.heed.model.blueprint.MaskedHead;
import dev.heed.model.blueprint.RotaryValues;
import dev.heed.model.weights.Projection;
import dev.heed.model.weights.Weights;
import java.util.List;

/**
 * GTE (Zhang et al., 2024), {@code gte} in transformers and {@code new} in its own code: post-norm blocks with rotary
 * positions and feed-forward networks whose second half gates. Defaults are those of {@code GteConfig}.
 */
final class Gte implements Family {
    private static final String WORDS = "embeddings.word_embeddings";

    @Override
    public List<String> modelTypes() {
        return List.of("gte", "new");
    }

    @Override
    public Blueprint read(ConfigValues config) {
        config.only("position_embedding_type", "rope");
        config.only("layer_norm_type", "layer_norm");
        config.refuse("logn_attention_scale", "scores of one scale are read");
        int hiddenSize = config.size("hidden_size", 768);
        int heads = config.size("num_attention_heads", 12);
        config.checkHeads(hiddenSize, "num_attention_heads", heads);
        boolean own = config.string("model_type", "gte").equals("new");
        RotaryValues rotary = new RotaryValues(config, hiddenSize / heads, own ? 10_000 : 160_000);
        int types = config.whole("type_vocab_size", 1, 0, 1 << 24);
        return new Plan(
                ModelConfig.encoder(
                                "gte",
                                config.size("vocab_size", own ? 30528 : 250048),
                                hiddenSize,
                                config.size("num_hidden_layers", 12),
                                heads,
                                rotary.reach(config.size("max_position_embeddings", own ? 2048 : 8192)))
                        .tokenTypes(Math.max(1, types)),
                types > 0,
                rotary.whole(),
                config.size("intermediate_size", 3072),
                config.activation("hidden_act", "gelu"),
                config.epsilon("layer_norm_eps", 1e-12));
    }

    private record Plan(
            ModelConfig config,
            boolean types,
            Rotary rotary,
            int intermediateSize,
            Activation activation,
            float epsilon)
            implements Blueprint {
        @Override
        public Transformer assemble(Weights checkpoint) {
            Weights weights = body(checkpoint);
            int hidden = config.hiddenSize();
            Embeddings embeddings = Embeddings.of(weights.table(WORDS + ".weight", config.vocabularySize(), hidden))
                    .norm(weights.layerNorm("embeddings.LayerNorm", hidden, epsilon));
            return new Transformer(
                    config,
                    types
                            ? embeddings.types(weights.matrix(
                                    "embeddings.token_type_embeddings.weight", config.tokenTypes(), hidden))
                            : embeddings,
                    weights.blocks(config.layers(), layer -> block(weights, "encoder.layer." + layer + ".")),
                    Norm.NONE,
                    weights.kernels());
        }

        private static Weights body(Weights checkpoint) {
            return checkpoint.under(List.of("", "new.", "gte."), WORDS + ".weight");
        }

        private Block block(Weights weights, String block) {
            int hidden = config.hiddenSize();
            SelfAttention attention = SelfAttention.of(
                            weights.linear(block + "attention.qkv_proj", hidden, 3 * hidden),
                            weights.linear(block + "attention.o_proj", hidden, hidden),
                            Attention.heads(config.attentionHeads(), hidden / config.attentionHeads())
                                    .on(weights.kernels()))
                    .rotary(rotary);
            return Block.of(
                    Norms.after(weights.layerNorm(block + "attn_ln", hidden, epsilon)),
                    attention,
                    Norms.after(weights.layerNorm(block + "mlp_ln", hidden, epsilon)),
                    weights.feedForward(
                            hidden,
                            activation,
                            Gate.SECOND,
                            Projection.of(block + "mlp.down_proj", hidden),
                            Projection.of(block + "mlp.up_gate_proj", 2 * intermediateSize)
                                    .biased(false)));
        }

        @Override
        public LanguageHead head(Weights weights) {
            return new MaskedHead("lm_head.dense", "lm_head.norm", activation, "lm_head.decoder", "lm_head.bias")
                    .read(
                            weights,
                            config,
                            config.hiddenSize(),
                            epsilon,
                            body(weights).named(WORDS));
        }
    }
}
