package dev.heed.model.family;

import dev.heed.attention.Attention;
import dev.heed.attention.Mask;
import dev.heed.format.InvalidFileException;
import dev.heed.kernel.rows.Activation;
import dev.heed.model.Block;
import dev.heed.model.Embeddings;
import dev.heed.model.FeedForward.Gate;
import dev.heed.model.LanguageHead;
import dev.heed.model.ModelConfig;
import dev.heed.model.Norm;
import dev.heed.model.Norms;
import dev.heed.model.PositionTable;
import dev.heed.model.SelfAttention;
import dev.heed.model.SourceAttention;
import dev.heed.model.Transformer;
import dev.heed.model.blueprint.ConfigValues;
import dev.heed.model.blueprint.Translation;
import dev.heed.model.weights.Projection;
import dev.heed.model.weights.Weights;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/**
 * Encoder and decoder under the names that BART's code gives them, which its descendants kept.
 *
 * @param config the encoder's
 * @param decoderConfig the decoder's
 * @param inner widths of the feed-forward networks: the encoder's and the decoder's
 * @param before whether norms stand before the sublayers, and one after the last block; else after them
 * @param embeddingNorm whether what enters the first block is normalised
 * @param embeddingScale factor on the words' rows
 * @param shared whether encoder, decoder and head have one table of words
 * @param tied whether the head's is the decoder's
 * @param positions of a half, given its weights and sizes
 * @param generationDefaults see {@link Translation#generationDefaults}
 */
record BartPlan(
        ModelConfig config,
        ModelConfig decoderConfig,
        Inner inner,
        Activation activation,
        boolean before,
        boolean embeddingNorm,
        float embeddingScale,
        boolean shared,
        boolean tied,
        BiFunction<Weights, ModelConfig, PositionTable> positions,
        Map<String, Object> generationDefaults)
        implements Translation {
    private static final List<String> PREFIXES = List.of("model.", "");
    private static final float EPSILON = 1e-5f;
    private static final String BIAS = "final_logits_bias";

    /** Widths of the feed-forward networks. */
    record Inner(int encoder, int decoder) {}

    /** A configuration class's defaults. */
    record Sizes(int vocabulary, int size, int layers, int heads, int inner) {}

    /**
     * What else a family says of its blocks; see the plan's own.
     *
     * @param activation by default
     * @param scaled whether words' rows are scaled by default
     */
    record Norming(String activation, boolean before, boolean embeddingNorm, boolean scaled) {}

    /** Reads the keys that these families have in common. */
    static BartPlan read(
            ConfigValues config,
            String family,
            Sizes defaults,
            Norming norming,
            BiFunction<Weights, ModelConfig, PositionTable> positions,
            Map<String, Object> generationDefaults) {
        int size = config.size("d_model", defaults.size());
        stated(config, "normalize_before", norming.before());
        stated(config, "add_final_layer_norm", norming.before());
        stated(config, "normalize_embedding", norming.embeddingNorm());
        if (!config.bool("is_encoder_decoder", true)) {
            throw config.refused("is_encoder_decoder", "true", "false; decoders of this family alone are not read");
        }
        int vocabulary = config.size("vocab_size", defaults.vocabulary());
        int written = config.size("decoder_vocab_size", vocabulary);
        boolean shared = config.bool("share_encoder_decoder_embeddings", true);
        int most = config.size("max_position_embeddings", 1024);
        return new BartPlan(
                ModelConfig.encoder(
                        family,
                        vocabulary,
                        size,
                        config.size("encoder_layers", defaults.layers()),
                        heads(config, "encoder_attention_heads", size, defaults),
                        most),
                ModelConfig.decoder(
                        family,
                        shared ? vocabulary : written,
                        size,
                        config.size("decoder_layers", defaults.layers()),
                        heads(config, "decoder_attention_heads", size, defaults),
                        most),
                new Inner(
                        config.size("encoder_ffn_dim", defaults.inner()),
                        config.size("decoder_ffn_dim", defaults.inner())),
                config.activation("activation_function", norming.activation()),
                norming.before(),
                norming.embeddingNorm(),
                config.bool("scale_embedding", norming.scaled()) ? (float) Math.sqrt(size) : 1,
                shared,
                config.bool("tie_word_embeddings", true),
                positions,
                generationDefaults);
    }

    private static int heads(ConfigValues config, String key, int size, Sizes defaults) {
        int heads = config.size(key, defaults.heads());
        if (size % heads != 0) {
            throw config.refused("d_model", "a multiple of " + key + " " + heads, String.valueOf(size));
        }
        return heads;
    }

    /** Keys of older configurations, which transformers passes over: where they contradict the family, they are refused. */
    private static void stated(ConfigValues config, String key, boolean value) {
        if (config.bool(key, value) != value) {
            throw config.refused(key, String.valueOf(value) + " of this family", String.valueOf(!value));
        }
    }

    @Override
    public Transformer assemble(Weights checkpoint) {
        return half(checkpoint, "encoder.", config, inner.encoder());
    }

    @Override
    public Transformer decoder(Weights checkpoint) {
        return half(checkpoint, "decoder.", decoderConfig, inner.decoder());
    }

    private static Weights model(Weights checkpoint) {
        return checkpoint.under(PREFIXES, "encoder.layers.0.fc1.weight");
    }

    private Transformer half(Weights checkpoint, String half, ModelConfig sizes, int width) {
        Weights weights = model(checkpoint);
        int size = sizes.hiddenSize();
        Embeddings embeddings = Embeddings.of(
                        weights.table(words(weights, half) + ".weight", sizes.vocabularySize(), size))
                .scale(embeddingScale)
                .positions(positions.apply(weights.under(List.of(half), "layers.0.fc1.weight"), sizes))
                .norm(embeddingNorm ? weights.layerNorm(half + "layernorm_embedding", size, EPSILON) : Norm.NONE);
        List<Block> blocks =
                weights.blocks(sizes.layers(), layer -> block(weights, half + "layers." + layer + ".", sizes, width));
        Norm last = before ? weights.layerNorm(half + "layer_norm", size, EPSILON) : Norm.NONE;
        return new Transformer(sizes, embeddings, blocks, last, weights.kernels());
    }

    /** Where a half's words stand: tables that are one are saved once, under one of their names. */
    private String words(Weights weights, String half) {
        String own = half + "embed_tokens";
        if (!shared) {
            return own;
        }
        for (String name : List.of("shared", own, "encoder.embed_tokens")) {
            if (weights.has(name + ".weight")) {
                return name;
            }
        }
        return "shared";
    }

    private Block block(Weights weights, String name, ModelConfig sizes, int width) {
        int size = sizes.hiddenSize();
        Attention heads = Attention.heads(sizes.attentionHeads(), size / sizes.attentionHeads())
                .on(weights.kernels());
        String self = name + "self_attn.";
        Block block = Block.of(
                norms(weights, name + "self_attn_layer_norm", size),
                SelfAttention.of(
                        weights.linear(
                                size,
                                Projection.of(self + "q_proj", size),
                                Projection.of(self + "k_proj", size),
                                Projection.of(self + "v_proj", size)),
                        weights.linear(self + "out_proj", size, size),
                        sizes.causal() ? heads.mask(Mask.causal()) : heads),
                norms(weights, name + "final_layer_norm", size),
                weights.feedForward(
                        size,
                        activation,
                        Gate.NONE,
                        Projection.of(name + "fc2", size),
                        Projection.of(name + "fc1", width)));
        String source = name + "encoder_attn.";
        return !sizes.causal()
                ? block
                : block.source(new SourceAttention(
                        weights.linear(source + "q_proj", size, size),
                        weights.linear(
                                size, Projection.of(source + "k_proj", size), Projection.of(source + "v_proj", size)),
                        weights.linear(source + "out_proj", size, size),
                        heads,
                        norms(weights, name + "encoder_attn_layer_norm", size)));
    }

    private Norms norms(Weights weights, String name, int size) {
        Norm norm = weights.layerNorm(name, size, EPSILON);
        return before ? Norms.before(norm) : Norms.after(norm);
    }

    @Override
    public LanguageHead head(Weights checkpoint) {
        String own = "lm_head";
        boolean has = checkpoint.has(own + ".weight");
        Weights weights = model(checkpoint);
        if (!has && !tied) {
            throw new InvalidFileException(
                    "tie_word_embeddings: expected true or a tensor lm_head.weight, got neither; is this a model without"
                            + " its head?");
        }
        String name = has ? own : weights.named(words(weights, "decoder."));
        return LanguageHead.of(checkpoint.linear(
                config.hiddenSize(),
                Projection.of(name, decoderConfig.vocabularySize()).bias(checkpoint.has(BIAS) ? BIAS : null)));
    }
}
