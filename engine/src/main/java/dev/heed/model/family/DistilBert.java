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
import dev.heed.model.PositionTable;
import dev.heed.model.SelfAttention;
import dev.heed.model.Transformer;
import dev.heed.model.blueprint.Blueprint;
import dev.heed.model.blueprint.ConfigValues;
import dev.heed.model.blueprint.Family;
import dev.heed.model.blueprint.MaskedHead;
import dev.heed.model.weights.Projection;
import dev.heed.model.weights.Weights;
import java.util.List;

/**
 * DistilBERT (Sanh et al., 2019): BERT's blocks under other names, without segments and pooler. Positions are learned, or
 * sinusoids that were saved as if they were. Defaults are those of transformers' {@code DistilBertConfig}.
 */
final class DistilBert implements Family {
    private static final float EPSILON = 1e-12f;
    private static final List<String> PREFIXES = List.of("", "distilbert.");
    private static final String WORDS = "embeddings.word_embeddings.weight";

    @Override
    public List<String> modelTypes() {
        return List.of("distilbert");
    }

    @Override
    public Blueprint read(ConfigValues config) {
        int hiddenSize = config.size(List.of("dim", "hidden_size"), 768);
        int heads = config.size(List.of("n_heads", "num_attention_heads"), 12);
        config.checkHeads(hiddenSize, "n_heads", heads);
        return new Plan(
                ModelConfig.encoder(
                        "distilbert",
                        config.size("vocab_size", 30522),
                        hiddenSize,
                        config.size(List.of("n_layers", "num_hidden_layers"), 6),
                        heads,
                        config.size("max_position_embeddings", 512)),
                config.size("hidden_dim", 3072),
                config.activation("activation", "gelu"));
    }

    private record Plan(ModelConfig config, int intermediateSize, Activation activation) implements Blueprint {
        @Override
        public Transformer assemble(Weights checkpoint) {
            Weights weights = checkpoint.under(PREFIXES, WORDS);
            int hidden = config.hiddenSize();
            Embeddings embeddings = Embeddings.of(weights.table(WORDS, config.vocabularySize(), hidden))
                    .positions(PositionTable.learned(
                            weights.matrix("embeddings.position_embeddings.weight", config.maxPositions(), hidden)))
                    .norm(weights.layerNorm("embeddings.LayerNorm", hidden, EPSILON));
            List<Block> blocks = weights.blocks(config.layers(), layer -> block(weights, "transformer.layer." + layer));
            return new Transformer(config, embeddings, blocks, Norm.NONE, weights.kernels());
        }

        @Override
        public LanguageHead head(Weights weights) {
            String words = weights.under(PREFIXES, WORDS).named("embeddings.word_embeddings");
            return new MaskedHead(
                            "vocab_transform",
                            "vocab_layer_norm",
                            activation,
                            "vocab_projector",
                            "vocab_projector.bias")
                    .read(weights, config, config.hiddenSize(), EPSILON, words);
        }

        private Block block(Weights weights, String block) {
            int hidden = config.hiddenSize();
            String self = block + ".attention.";
            SelfAttention attention = SelfAttention.of(
                    weights.linear(
                            hidden,
                            Projection.of(self + "q_lin", hidden),
                            Projection.of(self + "k_lin", hidden),
                            Projection.of(self + "v_lin", hidden)),
                    weights.linear(self + "out_lin", hidden, hidden),
                    Attention.heads(config.attentionHeads(), hidden / config.attentionHeads())
                            .on(weights.kernels()));
            return Block.of(
                    Norms.after(weights.layerNorm(block + ".sa_layer_norm", hidden, EPSILON)),
                    attention,
                    Norms.after(weights.layerNorm(block + ".output_layer_norm", hidden, EPSILON)),
                    weights.feedForward(
                            hidden,
                            activation,
                            Gate.NONE,
                            Projection.of(block + ".ffn.lin2", hidden),
                            Projection.of(block + ".ffn.lin1", intermediateSize)));
        }
    }
}
