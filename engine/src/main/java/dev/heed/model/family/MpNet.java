package dev.heed.model.family;

import dev.heed.kernel.rows.Activation;
import dev.heed.model.Block;
import dev.heed.model.Embeddings;
import dev.heed.model.FeedForward.Gate;
import dev.heed.model.LanguageHead;
import dev.heed.model.ModelConfig;
import dev.heed.model.Norm;
import dev.heed.model.Norms;
import dev.heed.model.PositionTable;
import dev.heed.model.RelativeBuckets;
import dev.heed.model.SelfAttention;
import dev.heed.model.Transformer;
import dev.heed.model.blueprint.BertBlocks;
import dev.heed.model.blueprint.Blueprint;
import dev.heed.model.blueprint.ConfigValues;
import dev.heed.model.blueprint.Family;
import dev.heed.model.blueprint.MaskedHead;
import dev.heed.model.weights.Projection;
import dev.heed.model.weights.Weights;
import java.util.List;

/**
 * MPNet (Song et al., 2020): BERT's post-norm blocks without segments, positions from 2 on, and one bias by distance that
 * all layers add to their scores. Defaults are those of transformers' {@code MPNetConfig}; as there, the padding id of
 * positions is 1 and the buckets of distances reach to 128 whatever the configuration says.
 */
final class MpNet implements Family {
    private static final List<String> PREFIXES = List.of("", "mpnet.");
    private static final String WORDS = "embeddings.word_embeddings.weight";
    private static final int PADDING = 1;
    private static final int BUCKETS = 32;
    private static final int FARTHEST = 128;

    @Override
    public List<String> modelTypes() {
        return List.of("mpnet");
    }

    @Override
    public Blueprint read(ConfigValues config) {
        int hiddenSize = config.size("hidden_size", 768);
        int heads = config.size("num_attention_heads", 12);
        config.checkHeads(hiddenSize, "num_attention_heads", heads);
        return new Plan(
                ModelConfig.encoder(
                        "mpnet",
                        config.size("vocab_size", 30527),
                        hiddenSize,
                        config.size("num_hidden_layers", 12),
                        heads,
                        config.whole("max_position_embeddings", 512, PADDING + 2, 1 << 24) - PADDING - 1),
                config.whole("relative_attention_num_buckets", BUCKETS, BUCKETS, 1 << 16),
                config.size("intermediate_size", 3072),
                config.activation("hidden_act", "gelu"),
                config.epsilon("layer_norm_eps", 1e-12));
    }

    private record Plan(ModelConfig config, int buckets, int intermediateSize, Activation activation, float epsilon)
            implements Blueprint {
        @Override
        public Transformer assemble(Weights checkpoint) {
            Weights weights = checkpoint.under(PREFIXES, WORDS);
            int hidden = config.hiddenSize();
            int rows = config.maxPositions() + PADDING + 1;
            Embeddings embeddings = Embeddings.of(weights.table(WORDS, config.vocabularySize(), hidden))
                    .positions(PositionTable.afterPadding(
                            weights.matrix("embeddings.position_embeddings.weight", rows, hidden), PADDING))
                    .norm(weights.layerNorm("embeddings.LayerNorm", hidden, epsilon));
            var table = weights.matrix("encoder.relative_attention_bias.weight", buckets, config.attentionHeads());
            RelativeBuckets bias = RelativeBuckets.of(table, BUCKETS, true, FARTHEST);
            List<Block> blocks =
                    weights.blocks(config.layers(), layer -> block(weights, "encoder.layer." + layer, bias));
            return new Transformer(config, embeddings, blocks, Norm.NONE, weights.kernels());
        }

        private Block block(Weights weights, String block, RelativeBuckets bias) {
            int hidden = config.hiddenSize();
            String attn = block + ".attention.attn.";
            BertBlocks parts = new BertBlocks(hidden, config.attentionHeads(), intermediateSize, activation, epsilon);
            SelfAttention attention = SelfAttention.of(
                            parts.projections(weights, attn + "q", attn + "k", attn + "v"),
                            weights.linear(attn + "o", hidden, hidden),
                            parts.operator(weights))
                    .biased(bias);
            return Block.of(
                    Norms.after(weights.layerNorm(block + ".attention.LayerNorm", hidden, epsilon)),
                    attention,
                    Norms.after(weights.layerNorm(block + ".output.LayerNorm", hidden, epsilon)),
                    weights.feedForward(
                            hidden,
                            activation,
                            Gate.NONE,
                            Projection.of(block + ".output.dense", hidden),
                            Projection.of(block + ".intermediate.dense", intermediateSize)));
        }

        @Override
        public LanguageHead head(Weights weights) {
            String words = weights.under(PREFIXES, WORDS).named("embeddings.word_embeddings");
            return new MaskedHead(
                            "lm_head.dense", "lm_head.layer_norm", Activation.GELU, "lm_head.decoder", "lm_head.bias")
                    .read(weights, config, config.hiddenSize(), epsilon, words);
        }
    }
}
