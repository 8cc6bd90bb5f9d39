package dev.heed.model.family;

import dev.heed.attention.Attention;
import dev.heed.attention.Mask;
import dev.heed.kernel.rows.Activation;
import dev.heed.model.Block;
import dev.heed.model.Embeddings;
import dev.heed.model.FeedForward;
import dev.heed.model.FeedForward.Gate;
import dev.heed.model.LanguageHead;
import dev.heed.model.Linear;
import dev.heed.model.ModelConfig;
import dev.heed.model.Norms;
import dev.heed.model.RelativeBuckets;
import dev.heed.model.SelfAttention;
import dev.heed.model.SourceAttention;
import dev.heed.model.Transformer;
import dev.heed.model.blueprint.Blueprint;
import dev.heed.model.blueprint.ConfigValues;
import dev.heed.model.blueprint.Family;
import dev.heed.model.blueprint.Translation;
import dev.heed.model.weights.Projection;
import dev.heed.model.weights.Weights;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * T5 (Raffel et al., 2020) with Flan-T5, mT5 (Xue et al., 2021) and UMT5 (Chung et al., 2023): norms by the root of the mean
 * of squares before the sublayers, no biases, no scale of the dot products, and a bias by distance instead of positions, of
 * the first block for all, in UMT5 of each block. Defaults are those of transformers' {@code T5Config}, {@code MT5Config} and
 * {@code UMT5Config}.
 */
final class T5 implements Family {
    private static final String WORDS = "shared";
    private static final String HEAD = "lm_head";
    /** There is no table of positions: a bound on memory. */
    private static final int MOST_TOKENS = 1 << 15;

    @Override
    public List<String> modelTypes() {
        return List.of("t5", "mt5", "umt5");
    }

    @Override
    public Blueprint read(ConfigValues config) {
        String type = config.string("model_type", "t5");
        boolean first = type.equals("t5");
        config.bool("is_encoder_decoder", true); // false where the encoder alone was saved
        config.refuse("is_decoder", "decoders of this family alone are not read");
        int vocabulary = config.size("vocab_size", first ? 32128 : 250112);
        int size = config.size("d_model", 512);
        int layers = config.size("num_layers", first ? 6 : 8);
        int heads = config.size("num_heads", first ? 8 : 6);
        String forward = config.string("feed_forward_proj", first ? "relu" : "gated-gelu");
        // files of the later models say that nothing is tied; that is where scores are not scaled either
        boolean scaled = config.bool("scale_decoder_outputs", config.bool("tie_word_embeddings", true));
        Plan plan = new Plan(
                ModelConfig.encoder(type, vocabulary, size, layers, heads, MOST_TOKENS),
                ModelConfig.decoder(
                        type, vocabulary, size, config.size("num_decoder_layers", layers), heads, MOST_TOKENS),
                config.size("d_kv", 64),
                config.size("d_ff", first ? 2048 : 1024),
                activation(config, forward),
                forward.startsWith("gated-"),
                config.epsilon("layer_norm_epsilon", 1e-6),
                config.whole("relative_attention_num_buckets", 32, 4, 1 << 16),
                config.whole("relative_attention_max_distance", 128, 2, 1 << 16),
                type.equals("umt5"),
                scaled && !type.equals("mt5") ? (float) Math.pow(size, -0.5) : 1,
                first
                        ? Map.of("pad_token_id", 0, "eos_token_id", 1)
                        : Map.of("pad_token_id", 0, "eos_token_id", 1, "decoder_start_token_id", 0));
        boolean encoderAlone =
                config.json().strings("architectures").stream().anyMatch(a -> a.endsWith("EncoderModel"));
        return encoderAlone ? new EncoderAlone(plan) : plan;
    }

    private static Activation activation(ConfigValues config, String forward) {
        if (forward.equals("gated-gelu")) {
            return Activation.GELU_TANH; // as published; transformers rewrites the name
        }
        return config.activationNamed(
                "feed_forward_proj", forward.startsWith("gated-") ? forward.substring("gated-".length()) : forward);
    }

    /** What was saved of the encoder only: vectors of texts (sentence-t5). */
    private record EncoderAlone(Plan plan) implements Blueprint {
        @Override
        public ModelConfig config() {
            return plan.config();
        }

        @Override
        public Transformer assemble(Weights weights) {
            return plan.assemble(weights);
        }
    }

    private record Plan(
            ModelConfig config,
            ModelConfig decoderConfig,
            int headDim,
            int inner,
            Activation activation,
            boolean gated,
            float epsilon,
            int buckets,
            int farthest,
            boolean biasOfEachBlock,
            float scale,
            Map<String, Object> generationDefaults)
            implements Translation {
        @Override
        public Transformer assemble(Weights weights) {
            return half(weights, "encoder.", config);
        }

        @Override
        public Transformer decoder(Weights weights) {
            return half(weights, "decoder.", decoderConfig);
        }

        private Transformer half(Weights weights, String half, ModelConfig sizes) {
            int size = sizes.hiddenSize();
            IntFunction<RelativeBuckets> biases = layer -> bias(weights, half + "block." + layer + ".", sizes);
            RelativeBuckets first = biasOfEachBlock ? null : biases.apply(0);
            List<Block> blocks = weights.blocks(
                    sizes.layers(),
                    layer -> block(
                            weights,
                            half + "block." + layer + ".",
                            sizes,
                            first == null ? biases.apply(layer) : first));
            return new Transformer(
                    sizes,
                    Embeddings.of(weights.table(words(weights, half) + ".weight", sizes.vocabularySize(), size)),
                    blocks,
                    weights.rmsNorm(half + "final_layer_norm", size, epsilon),
                    weights.kernels());
        }

        private static String words(Weights weights, String half) {
            return weights.has(WORDS + ".weight") ? WORDS : half + "embed_tokens";
        }

        private RelativeBuckets bias(Weights weights, String block, ModelConfig sizes) {
            var table = weights.matrix(
                    block + "layer.0.SelfAttention.relative_attention_bias.weight", buckets, sizes.attentionHeads());
            return RelativeBuckets.of(table, buckets, !sizes.causal(), farthest);
        }

        private Block block(Weights weights, String name, ModelConfig sizes, RelativeBuckets bias) {
            String self = name + "layer.0.SelfAttention.";
            Attention heads =
                    Attention.heads(sizes.attentionHeads(), headDim).scale(1).on(weights.kernels());
            String last = name + (sizes.causal() ? "layer.2." : "layer.1.");
            Block block = Block.of(
                    before(weights, name + "layer.0.layer_norm"),
                    SelfAttention.of(
                                    maps(weights, self + "q", self + "k", self + "v"),
                                    output(weights, self + "o"),
                                    sizes.causal() ? heads.mask(Mask.causal()) : heads)
                            .biased(bias),
                    before(weights, last + "layer_norm"),
                    feedForward(weights, last + "DenseReluDense."));
            String source = name + "layer.1.EncDecAttention.";
            return !sizes.causal()
                    ? block
                    : block.source(new SourceAttention(
                            maps(weights, source + "q"),
                            maps(weights, source + "k", source + "v"),
                            output(weights, source + "o"),
                            heads,
                            before(weights, name + "layer.1.layer_norm")));
        }

        private Norms before(Weights weights, String name) {
            return Norms.before(weights.rmsNorm(name, config.hiddenSize(), epsilon));
        }

        private Linear maps(Weights weights, String... names) {
            Projection[] parts = new Projection[names.length];
            for (int i = 0; i < parts.length; i++) {
                parts[i] = Projection.of(names[i], config.attentionHeads() * headDim)
                        .biased(false);
            }
            return weights.linear(config.hiddenSize(), parts);
        }

        private Linear output(Weights weights, String name) {
            return weights.linear(
                    config.attentionHeads() * headDim,
                    Projection.of(name, config.hiddenSize()).biased(false));
        }

        private FeedForward feedForward(Weights weights, String name) {
            Projection output = Projection.of(name + "wo", config.hiddenSize()).biased(false);
            if (!gated) {
                return weights.feedForward(config.hiddenSize(), activation, Gate.NONE, output, inner(name + "wi"));
            }
            return weights.feedForward(
                    config.hiddenSize(), activation, Gate.FIRST, output, inner(name + "wi_0"), inner(name + "wi_1"));
        }

        private Projection inner(String name) {
            return Projection.of(name, inner).biased(false);
        }

        /** A file's own head goes over the words' table, whatever its configuration says. */
        @Override
        public LanguageHead head(Weights weights) {
            String name = weights.has(HEAD + ".weight") ? HEAD : words(weights, "decoder.");
            return LanguageHead.of(weights.linear(
                            config.hiddenSize(),
                            Projection.of(name, config.vocabularySize()).biased(false)))
                    .scaled(scale, 0);
        }
    }
}
