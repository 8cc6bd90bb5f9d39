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
import dev.heed.model.SelfAttention;
import dev.heed.model.Transformer;
import dev.heed.model.blueprint.BertBlocks;
import dev.heed.model.blueprint.Blueprint;
import dev.heed.model.blueprint.ConfigValues;
import dev.heed.model.blueprint.Family;
import dev.heed.model.blueprint.MaskedHead;
import dev.heed.model.weights.Projection;
import dev.heed.model.weights.Weights;
import java.util.ArrayList;
import java.util.List;

/**
 * ALBERT (Lan et al., 2020): narrow embeddings, widened once, and BERT's blocks whose weights several layers share. Defaults
 * are those of transformers' {@code AlbertConfig}.
 */
final class Albert implements Family {
    private static final List<String> PREFIXES = List.of("", "albert.");
    private static final String WORDS = "embeddings.word_embeddings.weight";

    @Override
    public List<String> modelTypes() {
        return List.of("albert");
    }

    @Override
    public Blueprint read(ConfigValues config) {
        config.only("position_embedding_type", "absolute");
        int hiddenSize = config.size("hidden_size", 4096);
        int heads = config.size("num_attention_heads", 64);
        config.checkHeads(hiddenSize, "num_attention_heads", heads);
        int passes = config.size("num_hidden_layers", 12);
        int inner = config.whole("inner_group_num", 1, 1, 64);
        return new Plan(
                ModelConfig.encoder(
                                "albert",
                                config.size("vocab_size", 30000),
                                hiddenSize,
                                passes * inner,
                                heads,
                                config.size("max_position_embeddings", 512))
                        .tokenTypes(config.size("type_vocab_size", 2)),
                config.size("embedding_size", 128),
                config.whole("num_hidden_groups", 1, 1, passes),
                inner,
                config.size("intermediate_size", 16384),
                config.activation("hidden_act", "gelu_new"),
                config.epsilon("layer_norm_eps", 1e-12));
    }

    /**
     * @param groups of layers that share their weights
     * @param inner blocks in a group, one after the other
     */
    private record Plan(
            ModelConfig config,
            int width,
            int groups,
            int inner,
            int intermediateSize,
            Activation activation,
            float epsilon)
            implements Blueprint {
        @Override
        public Transformer assemble(Weights checkpoint) {
            Weights weights = checkpoint.under(PREFIXES, WORDS);
            Embeddings embeddings = Embeddings.of(weights.table(WORDS, config.vocabularySize(), width))
                    .positions(PositionTable.learned(
                            weights.matrix("embeddings.position_embeddings.weight", config.maxPositions(), width)))
                    .types(weights.matrix("embeddings.token_type_embeddings.weight", config.tokenTypes(), width))
                    .norm(weights.layerNorm("embeddings.LayerNorm", width, epsilon))
                    .projection(weights.linear("encoder.embedding_hidden_mapping_in", width, config.hiddenSize()));
            List<Block> own = weights.blocks(groups * inner, i -> block(weights, i / inner, i % inner));
            List<Block> blocks = new ArrayList<>();
            int passes = config.layers() / inner;
            for (int pass = 0; pass < passes; pass++) {
                int group = (int) (pass / ((double) passes / groups));
                blocks.addAll(own.subList(group * inner, (group + 1) * inner));
            }
            return new Transformer(config, embeddings, blocks, Norm.NONE, weights.kernels());
        }

        private Block block(Weights weights, int group, int layer) {
            int hidden = config.hiddenSize();
            String block = "encoder.albert_layer_groups." + group + ".albert_layers." + layer + ".";
            String attn = block + "attention.";
            BertBlocks parts = new BertBlocks(hidden, config.attentionHeads(), intermediateSize, activation, epsilon);
            SelfAttention attention = SelfAttention.of(
                    parts.projections(weights, attn + "query", attn + "key", attn + "value"),
                    weights.linear(attn + "dense", hidden, hidden),
                    parts.operator(weights));
            return Block.of(
                    Norms.after(weights.layerNorm(attn + "LayerNorm", hidden, epsilon)),
                    attention,
                    Norms.after(weights.layerNorm(block + "full_layer_layer_norm", hidden, epsilon)),
                    weights.feedForward(
                            hidden,
                            activation,
                            Gate.NONE,
                            Projection.of(block + "ffn_output", hidden),
                            Projection.of(block + "ffn", intermediateSize)));
        }

        @Override
        public LanguageHead head(Weights weights) {
            String words = weights.under(PREFIXES, WORDS).named("embeddings.word_embeddings");
            return new MaskedHead(
                            "predictions.dense",
                            "predictions.LayerNorm",
                            activation,
                            "predictions.decoder",
                            "predictions.bias")
                    .read(weights, config, width, epsilon, words);
        }
    }
}
