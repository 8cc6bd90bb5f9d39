package dev.heed.model.family;

import dev.heed.attention.Attention;
import dev.heed.attention.Mask;
import dev.heed.format.InvalidFileException;
import dev.heed.kernel.rows.Activation;
import dev.heed.model.Block;
import dev.heed.model.Embeddings;
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
import dev.heed.model.blueprint.RotaryValues;
import dev.heed.model.weights.Projection;
import dev.heed.model.weights.Weights;
import java.util.List;
import java.util.function.IntFunction;

/**
 * A decoder of the kind that Llama began: rotary positions, norms by the root of the mean of squares, a gated feed-forward
 * network, keys and values shared by several heads of queries (Touvron et al., 2023). What its relatives do otherwise are
 * values here, set by their families.
 */
final class GatedDecoder implements Blueprint {
    /** Where its blocks' norms stand, and what the checkpoint calls them. */
    enum Placement {
        /** Before each sublayer: Llama and most. */
        BEFORE,
        /** Before, and again what each gives: Gemma 3. */
        AROUND,
        /** What each gives, only: OLMo 2. */
        INSIDE
    }

    /** Norms of queries and keys before they are turned. */
    enum HeadNorm {
        NONE,
        /** Each head by itself, with one scale for all. */
        EACH,
        /** All heads together. */
        TOGETHER
    }

    private static final List<String> PREFIXES =
            List.of("model.", "", "language_model.model.", "model.language_model.");
    private static final String WORDS = "embed_tokens";

    private final ConfigValues values;
    private ModelConfig config;
    final int headDim;
    private final int keyHeads;
    private final int intermediateSize;
    private final float epsilon;
    private Activation activation;
    private Placement placement = Placement.BEFORE;
    private HeadNorm headNorm = HeadNorm.NONE;
    private boolean normsLessOne;
    private boolean projectionBiases;
    private boolean outputBias;
    private boolean feedForwardBiases;
    private boolean fused;
    private boolean tied;
    private double scoreScale;
    private float embeddingScale = 1;
    private float residualScale = 1;
    private float logitScale = 1;
    private float logitCap;
    private IntFunction<Mask> masks = layer -> Mask.causal();
    private IntFunction<Rotary> rotaries;

    /**
     * What all of them state; everything else is Llama's until it is set.
     *
     * @param family {@code model_type}
     * @param keyHeads heads of keys and values where none are stated; 0 for as many as of queries
     * @param headDim where it is not stated; 0 for hidden size by heads
     */
    GatedDecoder(String family, ConfigValues values, int keyHeads, int headDim, double epsilon, double theta) {
        this.values = values;
        int hidden = values.requiredSize("hidden_size");
        int heads = values.requiredSize("num_attention_heads");
        if (headDim == 0 && !values.json().has("head_dim")) {
            values.checkHeads(hidden, "num_attention_heads", heads);
        }
        this.config = ModelConfig.decoder(
                family,
                values.requiredSize("vocab_size"),
                hidden,
                values.requiredSize("num_hidden_layers"),
                heads,
                values.requiredSize("max_position_embeddings"));
        this.headDim = values.size("head_dim", headDim == 0 ? hidden / heads : headDim);
        this.keyHeads = values.size("num_key_value_heads", keyHeads == 0 ? heads : keyHeads);
        if (heads % this.keyHeads != 0) {
            throw values.refused(
                    "num_key_value_heads", "a divisor of num_attention_heads " + heads, String.valueOf(this.keyHeads));
        }
        this.intermediateSize = values.requiredSize("intermediate_size");
        this.epsilon = values.epsilon("rms_norm_eps", epsilon);
        this.tied = values.bool("tie_word_embeddings", false);
        this.scoreScale = 1 / Math.sqrt(this.headDim);
        this.activation = values.activation("hidden_act", "silu");
        Rotary rotary = new RotaryValues(values, this.headDim, theta).all();
        this.rotaries = layer -> rotary;
    }

    /** The same as an encoder: the masks hide nothing because it stands behind. */
    GatedDecoder bothWays() {
        config = ModelConfig.encoder(
                config.family(),
                config.vocabularySize(),
                config.hiddenSize(),
                config.layers(),
                config.attentionHeads(),
                config.maxPositions());
        return this;
    }

    GatedDecoder activation(Activation other) {
        activation = other;
        return this;
    }

    GatedDecoder norms(Placement where) {
        placement = where;
        return this;
    }

    GatedDecoder headNorms(HeadNorm norm) {
        headNorm = norm;
        return this;
    }

    /** Scales are stored less 1. */
    GatedDecoder normsLessOne(boolean stored) {
        normsLessOne = stored;
        return this;
    }

    /** Biases of queries, keys and values, and of the map behind the heads. */
    GatedDecoder attentionBiases(boolean projections, boolean output) {
        projectionBiases = projections;
        outputBias = output;
        return this;
    }

    GatedDecoder feedForwardBiases(boolean has) {
        feedForwardBiases = has;
        return this;
    }

    /** Queries, keys and values in one weight, and the two halves of the first feed-forward map. */
    GatedDecoder fused() {
        fused = true;
        return this;
    }

    GatedDecoder tied(boolean absent) {
        tied = values.bool("tie_word_embeddings", absent);
        return this;
    }

    GatedDecoder scoreScale(double scale) {
        scoreScale = scale;
        return this;
    }

    GatedDecoder embeddingScale(double scale) {
        embeddingScale = (float) scale;
        return this;
    }

    /** Factor on what each sublayer gives. */
    GatedDecoder residualScale(double scale) {
        residualScale = (float) scale;
        return this;
    }

    GatedDecoder logits(double scale, double cap) {
        logitScale = (float) scale;
        logitCap = (float) cap;
        return this;
    }

    /** Who sees whom, by layer from 0. */
    GatedDecoder masks(IntFunction<Mask> byLayer) {
        masks = byLayer;
        return this;
    }

    /** Rotary positions by layer from 0; null for none. */
    GatedDecoder rotaries(IntFunction<Rotary> byLayer) {
        rotaries = byLayer;
        return this;
    }

    /** The last {@code window} keys, the query's own among them. */
    static Mask window(int window) {
        return Mask.window(window - 1, 0);
    }

    @Override
    public ModelConfig config() {
        return config;
    }

    @Override
    public Transformer assemble(Weights checkpoint) {
        Weights weights = checkpoint.under(PREFIXES, WORDS + ".weight");
        Embeddings embeddings = Embeddings.of(
                        weights.table(WORDS + ".weight", config.vocabularySize(), config.hiddenSize()))
                .scale(embeddingScale);
        List<Block> blocks = weights.blocks(config.layers(), layer -> block(weights, layer));
        return new Transformer(
                config, embeddings, blocks, norm(weights, "norm", config.hiddenSize()), weights.kernels());
    }

    private Block block(Weights weights, int layer) {
        String block = "layers." + layer + ".";
        Norm input = norm(weights, block, Placement.INSIDE, "input_layernorm");
        Norm afterAttention = norm(weights, block, null, "post_attention_layernorm");
        FeedForward feedForward = feedForward(weights, block + "mlp.");
        SelfAttention attention = attention(weights, layer, block + "self_attn.");
        if (placement == Placement.BEFORE) {
            Norm inside = residualScale == 1 ? Norm.NONE : new Norm.Scaled(residualScale);
            return Block.of(Norms.around(input, inside), attention, Norms.around(afterAttention, inside), feedForward);
        }
        Norm before = norm(weights, block, Placement.INSIDE, "pre_feedforward_layernorm");
        Norm after = norm(weights, block, null, "post_feedforward_layernorm");
        return Block.of(Norms.around(input, afterAttention), attention, Norms.around(before, after), feedForward);
    }

    /** A norm of the hidden vectors that models with that placement lack. */
    private Norm norm(Weights weights, String block, Placement lacking, String name) {
        return placement == lacking ? Norm.NONE : norm(weights, block + name, config.hiddenSize());
    }

    private Norm norm(Weights weights, String name, int size) {
        return normsLessOne ? weights.rmsNormOnePlus(name, size, epsilon) : weights.rmsNorm(name, size, epsilon);
    }

    private SelfAttention attention(Weights weights, int layer, String name) {
        int hidden = config.hiddenSize();
        int queries = config.attentionHeads() * headDim;
        int keys = keyHeads * headDim;
        var projections = fused
                ? weights.linear(
                        hidden,
                        Projection.of(name + "qkv_proj", queries + 2 * keys).biased(projectionBiases))
                : weights.linear(
                        hidden,
                        Projection.of(name + "q_proj", queries).biased(projectionBiases),
                        Projection.of(name + "k_proj", keys).biased(projectionBiases),
                        Projection.of(name + "v_proj", keys).biased(projectionBiases));
        Attention operator = Attention.heads(config.attentionHeads(), headDim)
                .keyHeads(keyHeads)
                .scale(scoreScale)
                .mask(masks.apply(layer))
                .on(weights.kernels());
        return SelfAttention.of(
                        projections,
                        weights.linear(
                                queries, Projection.of(name + "o_proj", hidden).biased(outputBias)),
                        operator)
                .normed(headNorm(weights, name + "q_norm", queries), headNorm(weights, name + "k_norm", keys))
                .rotary(rotaries.apply(layer));
    }

    private Norm headNorm(Weights weights, String name, int together) {
        return switch (headNorm) {
            case NONE -> Norm.NONE;
            case EACH -> norm(weights, name, headDim);
            case TOGETHER -> norm(weights, name, together);
        };
    }

    private FeedForward feedForward(Weights weights, String name) {
        Projection output =
                Projection.of(name + "down_proj", config.hiddenSize()).biased(feedForwardBiases);
        if (fused) {
            return weights.feedForward(
                    config.hiddenSize(),
                    activation,
                    Gate.FIRST,
                    output,
                    Projection.of(name + "gate_up_proj", 2 * intermediateSize).biased(feedForwardBiases));
        }
        return weights.feedForward(
                config.hiddenSize(),
                activation,
                Gate.FIRST,
                output,
                Projection.of(name + "gate_proj", intermediateSize).biased(feedForwardBiases),
                Projection.of(name + "up_proj", intermediateSize).biased(feedForwardBiases));
    }

    /** A head of its own counts, whatever the configuration says of tying; a missing one is not made up. */
    @Override
    public LanguageHead head(Weights checkpoint) {
        String name = "lm_head";
        if (!checkpoint.has(name + ".weight")) {
            if (!tied) {
                throw new InvalidFileException(values.where()
                        + ": tie_word_embeddings: expected true or a tensor lm_head.weight, got neither; is this a model"
                        + " without its head?");
            }
            name = checkpoint.under(PREFIXES, WORDS + ".weight").named(WORDS);
        }
        var output = checkpoint.linear(
                config.hiddenSize(),
                Projection.of(name, config.vocabularySize()).biased(false));
        return LanguageHead.of(output).scaled(logitScale, logitCap);
    }
}
