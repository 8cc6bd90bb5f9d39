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
import dev.heed.model.Transformer;
import dev.heed.model.blueprint.Blueprint;
import dev.heed.model.blueprint.ConfigValues;
import dev.heed.model.blueprint.Family;
import dev.heed.model.weights.Projection;
import dev.heed.model.weights.Weights;
import java.util.List;

/**
 * GPT-2 (Radford et al., 2019): learned positions, layer norms before the sublayers, GELU by its tanh form. Its weights are
 * stored with the inputs first. Defaults are those of transformers' {@code GPT2Config}.
 */
final class Gpt2 implements Family {
    private static final List<String> PREFIXES = List.of("transformer.", "");
    private static final String WORDS = "wte";

    @Override
    public List<String> modelTypes() {
        return List.of("gpt2");
    }

    @Override
    public Blueprint read(ConfigValues config) {
        config.refuse("add_cross_attention", "only decoders are read");
        int hidden = config.size("n_embd", 768);
        int heads = config.size("n_head", 12);
        if (hidden % heads != 0) {
            throw config.refused("n_embd", "a multiple of n_head " + heads, String.valueOf(hidden));
        }
        return new Plan(
                ModelConfig.decoder(
                        "gpt2",
                        config.size("vocab_size", 50257),
                        hidden,
                        config.size("n_layer", 12),
                        heads,
                        config.size("n_positions", 1024)),
                config.size("n_inner", 4 * hidden),
                config.activation("activation_function", "gelu_new"),
                config.epsilon("layer_norm_epsilon", 1e-5),
                config.bool("scale_attn_weights", true) ? 1 / Math.sqrt(hidden / heads) : 1,
                config.bool("scale_attn_by_inverse_layer_idx", false),
                config.bool("tie_word_embeddings", true),
                config.where());
    }

    /** What a configuration says. */
    private record Plan(
            ModelConfig config,
            int intermediateSize,
            Activation activation,
            float epsilon,
            double scale,
            boolean scaledByLayer,
            boolean tied,
            String where)
            implements Blueprint {
        @Override
        public Transformer assemble(Weights checkpoint) {
            Weights weights = checkpoint.under(PREFIXES, WORDS + ".weight");
            int hidden = config.hiddenSize();
            Embeddings embeddings = Embeddings.of(weights.table(WORDS + ".weight", config.vocabularySize(), hidden))
                    .positions(PositionTable.learned(weights.matrix("wpe.weight", config.maxPositions(), hidden)));
            List<Block> blocks = weights.blocks(config.layers(), layer -> block(weights, layer));
            Norm last = weights.layerNorm("ln_f", hidden, epsilon);
            return new Transformer(config, embeddings, blocks, last, weights.kernels());
        }

        private Block block(Weights weights, int layer) {
            String block = "h." + layer + ".";
            int hidden = config.hiddenSize();
            Attention operator = Attention.heads(config.attentionHeads(), hidden / config.attentionHeads())
                    .scale(scaledByLayer ? scale / (layer + 1) : scale)
                    .mask(Mask.causal())
                    .on(weights.kernels());
            return Block.of(
                    Norms.before(weights.layerNorm(block + "ln_1", hidden, epsilon)),
                    SelfAttention.of(
                            weights.linear(hidden, stored(block + "attn.c_attn", 3 * hidden)),
                            weights.linear(hidden, stored(block + "attn.c_proj", hidden)),
                            operator),
                    Norms.before(weights.layerNorm(block + "ln_2", hidden, epsilon)),
                    weights.feedForward(
                            hidden,
                            activation,
                            Gate.NONE,
                            stored(block + "mlp.c_proj", hidden),
                            stored(block + "mlp.c_fc", intermediateSize)));
        }

        private static Projection stored(String name, int outputs) {
            return Projection.of(name, outputs).storedInputsFirst();
        }

        @Override
        public LanguageHead head(Weights checkpoint) {
            String name = "lm_head";
            if (!checkpoint.has(name + ".weight")) {
                if (!tied) {
                    throw new InvalidFileException(where
                            + ": tie_word_embeddings: expected true or a tensor lm_head.weight, got neither; is this a"
                            + " model without its head?");
                }
                name = checkpoint.under(PREFIXES, WORDS + ".weight").named(WORDS);
            }
            return LanguageHead.of(checkpoint.linear(
                    config.hiddenSize(),
                    Projection.of(name, config.vocabularySize()).biased(false)));
        }
    }
}
