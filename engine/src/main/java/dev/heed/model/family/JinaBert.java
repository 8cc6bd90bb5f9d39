package dev.heed.model.family;

import dev.heed.kernel.rows.Activation;
import dev.heed.model.Alibi;
import dev.heed.model.Block;
import dev.heed.model.Embeddings;
import dev.heed.model.FeedForward;
import dev.heed.model.FeedForward.Gate;
import dev.heed.model.LanguageHead;
import dev.heed.model.ModelConfig;
import dev.heed.model.Norm;
import dev.heed.model.Norms;
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
 * Jina's BERT, version 2 (Günther et al., 2023): BERT's blocks with a bias that falls with distance in both directions
 * instead of positions, and gated feed-forward networks. Its checkpoints call themselves {@code bert} and differ by
 * {@code position_embedding_type}. Two layouts are published: {@code jina-bert-implementation} and
 * {@code jina-bert-v2-qk-post-norm}, which normalises queries and keys too; the weights tell which.
 */
final class JinaBert implements Family {
    private static final List<String> PREFIXES = List.of("", "bert.", "model.");
    private static final String WORDS = "embeddings.word_embeddings.weight";

    /** Whether a configuration of type bert is one of Jina's. */
    static boolean isOne(ConfigValues config) {
        return config.string("position_embedding_type", "absolute").equals("alibi");
    }

    @Override
    public List<String> modelTypes() {
        return List.of("jina_bert", "bert");
    }

    @Override
    public boolean reads(ConfigValues config) {
        return isOne(config);
    }

    @Override
    public Blueprint read(ConfigValues config) {
        int hiddenSize = config.size("hidden_size", 768);
        int heads = config.size("num_attention_heads", 12);
        config.checkHeads(hiddenSize, "num_attention_heads", heads);
        return new Plan(
                ModelConfig.encoder(
                                "jina_bert",
                                config.size("vocab_size", 30522),
                                hiddenSize,
                                config.size("num_hidden_layers", 12),
                                heads,
                                config.size("max_position_embeddings", 512))
                        .tokenTypes(config.size("type_vocab_size", 2)),
                config.size("intermediate_size", 3072),
                gate(config),
                config.activation("hidden_act", "gelu"),
                config.epsilon("layer_norm_eps", 1e-12));
    }

    /** What gates the feed-forward network. */
    private static Activation gate(ConfigValues config) {
        String type = config.string("feed_forward_type", "geglu");
        return switch (type) {
            case "geglu" -> Activation.GELU;
            case "reglu" -> Activation.RELU;
            default -> throw config.refused("feed_forward_type", "geglu or reglu", type);
        };
    }

    /**
     * @param gate what gates the feed-forward network
     * @param activation of the head
     */
    private record Plan(ModelConfig config, int intermediateSize, Activation gate, Activation activation, float epsilon)
            implements Blueprint {
        @Override
        public Transformer assemble(Weights checkpoint) {
            Weights weights = checkpoint.under(PREFIXES, WORDS);
            int hidden = config.hiddenSize();
            Embeddings embeddings = Embeddings.of(weights.table(WORDS, config.vocabularySize(), hidden))
                    .types(weights.matrix("embeddings.token_type_embeddings.weight", config.tokenTypes(), hidden))
                    .norm(weights.layerNorm("embeddings.LayerNorm", hidden, epsilon));
            boolean postNorm = weights.has("encoder.layer.0.mlp.up_gated_layer.weight");
            List<Block> blocks = weights.blocks(config.layers(), layer -> {
                String block = "encoder.layer." + layer;
                return postNorm ? postNormed(weights, block) : plain(weights, block);
            });
            return new Transformer(config, embeddings, blocks, Norm.NONE, weights.kernels());
        }

        private SelfAttention attention(Weights weights, String block) {
            return new BertBlocks(config.hiddenSize(), config.attentionHeads(), intermediateSize, gate, epsilon)
                    .attention(weights, block + ".attention")
                    .biased(Alibi.of(config.attentionHeads()));
        }

        private Block plain(Weights weights, String block) {
            int hidden = config.hiddenSize();
            return Block.of(
                    Norms.after(weights.layerNorm(block + ".attention.output.LayerNorm", hidden, epsilon)),
                    attention(weights, block),
                    Norms.after(weights.layerNorm(block + ".mlp.layernorm", hidden, epsilon)),
                    feedForward(weights, Gate.FIRST, block + ".mlp.wo", block + ".mlp.gated_layers"));
        }

        /** The attention's own norm of the sum is followed by another of that and the block's input once more. */
        private Block postNormed(Weights weights, String block) {
            int hidden = config.hiddenSize();
            String self = block + ".attention.self.";
            return Block.of(
                    Norms.after(new Norm.Twice(
                            weights.layerNorm(block + ".attention.output.LayerNorm", hidden, epsilon),
                            weights.layerNorm(block + ".layer_norm_1", hidden, epsilon))),
                    attention(weights, block)
                            .normed(
                                    weights.layerNorm(self + "layer_norm_q", hidden, epsilon),
                                    weights.layerNorm(self + "layer_norm_k", hidden, epsilon)),
                    Norms.after(weights.layerNorm(block + ".layer_norm_2", hidden, epsilon)),
                    feedForward(weights, Gate.SECOND, block + ".mlp.down_layer", block + ".mlp.up_gated_layer"));
        }

        private FeedForward feedForward(Weights weights, Gate half, String down, String up) {
            return weights.feedForward(
                    config.hiddenSize(),
                    gate,
                    half,
                    Projection.of(down, config.hiddenSize()),
                    Projection.of(up, 2 * intermediateSize).biased(false));
        }

        @Override
        public LanguageHead head(Weights weights) {
            String words = weights.under(PREFIXES, WORDS).named("embeddings.word_embeddings");
            return new MaskedHead(
                            "cls.predictions.transform.dense",
                            "cls.predictions.transform.LayerNorm",
                            activation,
                            "cls.predictions.decoder",
                            "cls.predictions.bias")
                    .read(weights, config, config.hiddenSize(), epsilon, words);
        }
    }
}
