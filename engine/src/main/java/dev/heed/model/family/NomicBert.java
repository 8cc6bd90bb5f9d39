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
 * Nomic's BERT (Nussbaum et al., 2024), version 1 and 1.5: post-norm blocks with rotary positions and gated feed-forward
 * networks. Both generations of its configuration are read: its own code's ({@code n_embd}, {@code rotary_emb_base}) and
 * transformers' {@code NomicBertConfig}, whose defaults hold. The mixture of experts of version 2 is not read.
 */
final class NomicBert implements Family {
    private static final String WORDS = "embeddings.word_embeddings";

    @Override
    public List<String> modelTypes() {
        return List.of("nomic_bert");
    }

    @Override
    public Blueprint read(ConfigValues config) {
        refuseOthers(config);
        int hiddenSize = config.size(List.of("hidden_size", "n_embd"), 768);
        int heads = config.size(List.of("num_attention_heads", "n_head"), 12);
        config.checkHeads(hiddenSize, "num_attention_heads", heads);
        int headDim = hiddenSize / heads;
        config.whole("head_dim", headDim, headDim, headDim);
        RotaryValues rotary = new RotaryValues(config, headDim, config.positive("rotary_emb_base", 1000));
        int trained = config.size(List.of("max_position_embeddings", "max_trained_positions"), 2048);
        boolean scaled = config.json().has("rotary_scaling_factor");
        double factor = scaled ? config.positive("rotary_scaling_factor", 1) : 1;
        int positions = config.size(List.of("n_positions", "max_position_embeddings"), 2048);
        return new Plan(
                ModelConfig.encoder(
                                "nomic_bert",
                                config.size("vocab_size", 30528),
                                hiddenSize,
                                config.size(List.of("num_hidden_layers", "n_layer"), 12),
                                heads,
                                scaled ? positions : rotary.reach(positions))
                        .tokenTypes(config.size("type_vocab_size", 2)),
                scaled ? rotary.dynamic(factor, trained) : rotary.whole(),
                config.size(List.of("intermediate_size", "n_inner"), 3072),
                activation(config),
                config.bool("qkv_proj_bias", false),
                config.bool("mlp_fc1_bias", false),
                config.bool("mlp_fc2_bias", false),
                config.epsilon(config.json().has("layer_norm_eps") ? "layer_norm_eps" : "layer_norm_epsilon", 1e-12));
    }

    private static void refuseOthers(ConfigValues config) {
        config.refuse("prenorm", "norms after the sublayers are read");
        config.refuse("use_rms_norm", "layer norms are read");
        config.refuse("parallel_block", "sublayers one after the other are read");
        config.refuse("causal", "encoders are read");
        config.refuse("rotary_emb_interleaved", "rotation by halves is read");
        if (config.json().has("num_experts") && config.size("num_experts", 1) > 1) {
            throw config.refused("num_experts", "none", "a mixture of experts, which is not read");
        }
        double part = config.json().number("rotary_emb_fraction").orElse(1);
        if (part != 1) {
            throw config.refused("rotary_emb_fraction", "1", String.valueOf(part));
        }
    }

    /** Of the half that gates. */
    private static Activation activation(ConfigValues config) {
        if (!config.json().has("hidden_act") && config.json().has("activation_function")) {
            config.only("activation_function", "swiglu");
        }
        return config.activation("hidden_act", "silu");
    }

    private record Plan(
            ModelConfig config,
            Rotary rotary,
            int intermediateSize,
            Activation activation,
            boolean attentionBias,
            boolean firstBias,
            boolean secondBias,
            float epsilon)
            implements Blueprint {
        @Override
        public Transformer assemble(Weights checkpoint) {
            Weights weights = body(checkpoint);
            int hidden = config.hiddenSize();
            Embeddings embeddings = Embeddings.of(weights.table(WORDS + ".weight", config.vocabularySize(), hidden))
                    .types(weights.matrix("embeddings.token_type_embeddings.weight", config.tokenTypes(), hidden))
                    .norm(weights.layerNorm("emb_ln", hidden, epsilon));
            return new Transformer(
                    config,
                    embeddings,
                    weights.blocks(config.layers(), layer -> block(weights, "encoder.layers." + layer + ".")),
                    Norm.NONE,
                    weights.kernels());
        }

        private static Weights body(Weights checkpoint) {
            return checkpoint.under(List.of("", "bert.", "nomic_bert."), WORDS + ".weight");
        }

        private Block block(Weights weights, String block) {
            int hidden = config.hiddenSize();
            SelfAttention attention = SelfAttention.of(
                            weights.linear(
                                    hidden,
                                    Projection.of(block + "attn.Wqkv", 3 * hidden)
                                            .biased(attentionBias)),
                            weights.linear(
                                    hidden,
                                    Projection.of(block + "attn.out_proj", hidden)
                                            .biased(attentionBias)),
                            Attention.heads(config.attentionHeads(), hidden / config.attentionHeads())
                                    .on(weights.kernels()))
                    .rotary(rotary);
            return Block.of(
                    Norms.after(weights.layerNorm(block + "norm1", hidden, epsilon)),
                    attention,
                    Norms.after(weights.layerNorm(block + "norm2", hidden, epsilon)),
                    weights.feedForward(
                            hidden,
                            activation,
                            Gate.FIRST,
                            Projection.of(block + "mlp.fc2", hidden).biased(secondBias),
                            Projection.of(block + "mlp.fc12", intermediateSize).biased(firstBias),
                            Projection.of(block + "mlp.fc11", intermediateSize).biased(firstBias)));
        }

        @Override
        public LanguageHead head(Weights weights) {
            String transform = "cls.predictions.transform.";
            String norm = weights.has(transform + "layer_norm.weight") ? "layer_norm" : "LayerNorm";
            return new MaskedHead(
                            transform + "dense",
                            transform + norm,
                            activation,
                            "cls.predictions.decoder",
                            "cls.predictions.bias")
                    .read(
                            weights,
                            config,
                            config.hiddenSize(),
                            epsilon,
                            body(weights).named(WORDS));
        }
    }
}
