package dev.heed.model.family;

import dev.heed.attention.Attention;
import dev.heed.kernel.rows.Activation;
import dev.heed.model.Block;
import dev.heed.model.Embeddings;
import dev.heed.model.ExpertMixture;
import dev.heed.model.FeedForward;
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
import java.util.ArrayList;
import java.util.List;

/**
 * Nomic's BERT (Nussbaum et al., 2024), version 1 to 2: post-norm blocks with rotary positions and gated feed-forward networks;
 * in version 2 (Nussbaum and Duderstadt, 2025) they have no gate, and every second block has a mixture of experts instead. Both
 * generations of its configuration are read: its own code's ({@code n_embd}, {@code rotary_emb_base}) and transformers' {@code
 * NomicBertConfig}, whose defaults hold.
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
                form(config),
                experts(config),
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
        config.refuse("parallel_block_tied_norm", "sublayers one after the other are read");
        config.refuse("scale_attn_by_inverse_layer_idx", "scores are scaled alike in all blocks");
        if (!config.bool("scale_attn_weights", true)) {
            throw config.refused("scale_attn_weights", "true", "false");
        }
        double part = config.json().number("rotary_emb_fraction").orElse(1);
        if (part != 1) {
            throw config.refused("rotary_emb_fraction", "1", String.valueOf(part));
        }
    }

    /**
     * What stands between the maps of a feed-forward network.
     *
     * @param activation of what is gated, or of all
     */
    private record Form(Activation activation, boolean gated) {}

    private static Form form(ConfigValues config) {
        if (config.json().has("hidden_act") || !config.json().has("activation_function")) {
            return new Form(config.activation("hidden_act", "silu"), true);
        }
        String name = config.string("activation_function", "swiglu");
        return switch (name) {
            case "swiglu" -> new Form(Activation.SILU, true);
            case "geglu" -> new Form(Activation.GELU, true);
            case "glu" -> new Form(Activation.SIGMOID, true);
            case "gelu", "gelu_new", "gelu_fast", "gelu_pytorch_tanh" ->
                new Form(config.activationNamed("activation_function", name), false);
            default -> throw config.refused("activation_function", "swiglu, geglu, glu or a form of gelu", name);
        };
    }

    /**
     * Mixtures in some blocks.
     *
     * @param count of experts
     * @param every how many blocks from one mixture to the next, the second the first
     */
    private record Experts(int count, int chosen, int every, boolean normalized) {
        boolean at(int layer) {
            return every > 0 && layer % every == 1 % every;
        }
    }

    private static Experts experts(ConfigValues config) {
        int count = config.json().has("num_experts") ? config.whole("num_experts", 0, 0, 1 << 10) : 0;
        if (count < 2) {
            return new Experts(0, 0, 0, false);
        }
        config.refuse("expert_choice_router", "tokens choose their experts");
        config.whole("num_shared_experts", 0, 0, 0);
        config.whole("ffn_div", 1, 1, 1);
        if (form(config).gated()) {
            throw config.refused("activation_function", "a form of gelu for a mixture of experts", "one with a gate");
        }
        return new Experts(
                count,
                config.whole("moe_top_k", 1, 1, count),
                config.whole("moe_every_n_layers", 0, 0, 1 << 10),
                config.bool("moe_normalize_expert_weights", false));
    }

    private record Plan(
            ModelConfig config,
            Rotary rotary,
            int intermediateSize,
            Form form,
            Experts experts,
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
                    weights.blocks(
                            config.layers(),
                            layer -> block(weights, "encoder.layers." + layer + ".", experts.at(layer))),
                    Norm.NONE,
                    weights.kernels());
        }

        private static Weights body(Weights checkpoint) {
            return checkpoint.under(List.of("", "bert.", "nomic_bert."), WORDS + ".weight");
        }

        private Block block(Weights weights, String block, boolean mixed) {
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
                    mixed ? mixture(weights, block + "mlp.") : network(weights, block + "mlp."));
        }

        private FeedForward network(Weights weights, String name) {
            Projection output = Projection.of(name + "fc2", config.hiddenSize()).biased(secondBias);
            return form.gated()
                    ? weights.feedForward(
                            config.hiddenSize(),
                            form.activation(),
                            Gate.FIRST,
                            output,
                            Projection.of(name + "fc12", intermediateSize).biased(firstBias),
                            Projection.of(name + "fc11", intermediateSize).biased(firstBias))
                    : weights.feedForward(
                            config.hiddenSize(),
                            form.activation(),
                            Gate.NONE,
                            output,
                            Projection.of(name + "fc1", intermediateSize).biased(firstBias));
        }

        /** All experts' maps lie in one tensor each; their bias is one for all. */
        private ExpertMixture mixture(Weights weights, String name) {
            int hidden = config.hiddenSize();
            List<FeedForward> networks = new ArrayList<>();
            for (int expert = 0; expert < experts.count(); expert++) {
                networks.add(FeedForward.of(
                        weights.part(name + "experts.mlp.w1", expert, experts.count(), hidden, intermediateSize, false),
                        form.activation(),
                        weights.part(
                                name + "experts.mlp.w2", expert, experts.count(), intermediateSize, hidden, true)));
            }
            return new ExpertMixture(
                    weights.linear(
                            hidden,
                            Projection.of(name + "router.layer", experts.count())
                                    .biased(false)),
                    networks,
                    experts.chosen(),
                    experts.normalized(),
                    weights.vector(name + "experts.bias", hidden));
        }

        @Override
        public LanguageHead head(Weights weights) {
            String transform = "cls.predictions.transform.";
            String norm = weights.has(transform + "layer_norm.weight") ? "layer_norm" : "LayerNorm";
            return new MaskedHead(
                            transform + "dense",
                            transform + norm,
                            form.activation(),
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
