package dev.heed.model.family;

import dev.heed.attention.Attention;
import dev.heed.kernel.rows.Activation;
import dev.heed.model.Block;
import dev.heed.model.DisentangledBias;
import dev.heed.model.Embeddings;
import dev.heed.model.FeedForward.Gate;
import dev.heed.model.LanguageHead;
import dev.heed.model.Linear;
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
import dev.heed.tensor.Matrix;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/**
 * DeBERTa, versions 2 and 3 (He et al., 2021 and 2023): BERT's post-norm blocks whose scores are content to content, content
 * to position and position to content. Defaults are those of transformers' {@code DebertaV2Config}. The convolution of the
 * largest version 2 models is not read.
 */
final class DebertaV2 implements Family {
    private static final List<String> PREFIXES = List.of("", "deberta.");
    private static final String WORDS = "embeddings.word_embeddings.weight";

    @Override
    public List<String> modelTypes() {
        return List.of("deberta-v2");
    }

    @Override
    public Blueprint read(ConfigValues config) {
        int hiddenSize = config.size("hidden_size", 1536);
        int heads = config.size("num_attention_heads", 24);
        config.checkHeads(hiddenSize, "num_attention_heads", heads);
        alone(config, "attention_head_size", hiddenSize / heads);
        alone(config, "embedding_size", hiddenSize);
        alone(config, "conv_kernel_size", 0);
        int types = config.whole("type_vocab_size", 0, 0, 1 << 24);
        return new Plan(
                ModelConfig.encoder(
                                "deberta-v2",
                                config.size("vocab_size", 128100),
                                hiddenSize,
                                config.size("num_hidden_layers", 24),
                                heads,
                                config.size("max_position_embeddings", 512))
                        .tokenTypes(Math.max(1, types)),
                types > 0,
                config.bool("position_biased_input", true),
                Distances.of(config),
                config.size("intermediate_size", 6144),
                config.activation("hidden_act", "gelu"),
                config.epsilon("layer_norm_eps", 1e-7));
    }

    private static void alone(ConfigValues config, String key, int only) {
        config.whole(key, only, only, only);
    }

    /**
     * What the scores know of distances.
     *
     * @param kinds of parts of the score: c2p, p2c
     * @param span rows of the table on one side
     * @param farthest distance that has a bucket; 0 where each has its own
     */
    private record Distances(TreeSet<String> kinds, int span, int farthest, boolean shared, boolean normed) {
        static Distances of(ConfigValues config) {
            TreeSet<String> kinds = new TreeSet<>();
            if (config.bool("relative_attention", false)) {
                kinds.addAll(
                        config.json().value("pos_att_type").orElse(null) instanceof String joined
                                ? List.of(joined.toLowerCase(Locale.ROOT).split("\\s*\\|\\s*"))
                                : config.json().strings("pos_att_type"));
            }
            for (String kind : kinds) {
                if (!kind.equals("c2p") && !kind.equals("p2c")) {
                    throw config.refused("pos_att_type", "c2p and p2c", kind);
                }
            }
            int most = config.whole("max_relative_positions", -1, -1, 1 << 20);
            int positions = most < 1 ? config.size("max_position_embeddings", 512) : most;
            int buckets = config.whole("position_buckets", -1, -1, 1 << 20);
            String norm = config.string("norm_rel_ebd", "none");
            if (!norm.equals("none") && !norm.equals("layer_norm")) {
                throw config.refused("norm_rel_ebd", "none or layer_norm", norm);
            }
            return new Distances(
                    kinds,
                    buckets > 0 ? buckets : positions,
                    buckets > 0 ? positions : 0,
                    config.bool("share_att_key", false),
                    norm.equals("layer_norm"));
        }

        /** Parts of the score: content to content, and those of distances. */
        int parts() {
            return 1 + kinds.size();
        }
    }

    private record Plan(
            ModelConfig config,
            boolean types,
            boolean positions,
            Distances distances,
            int intermediateSize,
            Activation activation,
            float epsilon)
            implements Blueprint {
        @Override
        public Transformer assemble(Weights checkpoint) {
            Weights weights = checkpoint.under(PREFIXES, WORDS);
            int hidden = config.hiddenSize();
            Embeddings embeddings = Embeddings.of(weights.table(WORDS, config.vocabularySize(), hidden))
                    .norm(weights.layerNorm("embeddings.LayerNorm", hidden, epsilon));
            if (types) {
                embeddings = embeddings.types(
                        weights.matrix("embeddings.token_type_embeddings.weight", config.tokenTypes(), hidden));
            }
            if (positions) {
                embeddings = embeddings.positions(PositionTable.learned(
                        weights.matrix("embeddings.position_embeddings.weight", config.maxPositions(), hidden)));
            }
            Matrix vectors = distances.kinds().isEmpty() ? null : distanceVectors(weights);
            return new Transformer(
                    config,
                    embeddings,
                    weights.blocks(config.layers(), layer -> block(weights, "encoder.layer." + layer, vectors)),
                    Norm.NONE,
                    weights.kernels());
        }

        private Matrix distanceVectors(Weights weights) {
            Matrix vectors = weights.matrix("encoder.rel_embeddings.weight", 2 * distances.span(), config.hiddenSize());
            return distances.normed()
                    ? weights.layerNorm("encoder.LayerNorm", config.hiddenSize(), epsilon)
                            .into(vectors, vectors, null, weights.kernels())
                    : vectors;
        }

        private Block block(Weights weights, String block, Matrix vectors) {
            int hidden = config.hiddenSize();
            String self = block + ".attention.self.";
            BertBlocks parts = new BertBlocks(hidden, config.attentionHeads(), intermediateSize, activation, epsilon);
            Linear projections =
                    parts.projections(weights, self + "query_proj", self + "key_proj", self + "value_proj");
            double headDim = (double) hidden / config.attentionHeads();
            Attention operator = parts.operator(weights).scale(1 / Math.sqrt(headDim * distances.parts()));
            SelfAttention attention = SelfAttention.of(
                    projections, weights.linear(block + ".attention.output.dense", hidden, hidden), operator);
            return Block.of(
                    Norms.after(weights.layerNorm(block + ".attention.output.LayerNorm", hidden, epsilon)),
                    vectors == null ? attention : attention.biased(bias(weights, self, projections, vectors)),
                    Norms.after(weights.layerNorm(block + ".output.LayerNorm", hidden, epsilon)),
                    weights.feedForward(
                            hidden,
                            activation,
                            Gate.NONE,
                            Projection.of(block + ".output.dense", hidden),
                            Projection.of(block + ".intermediate.dense", intermediateSize)));
        }

        private DisentangledBias bias(Weights weights, String self, Linear projections, Matrix vectors) {
            int hidden = config.hiddenSize();
            boolean keys = distances.kinds().contains("c2p");
            boolean queries = distances.kinds().contains("p2c");
            var maps = distances.shared()
                    ? new DisentangledBias.Projections(
                            keys ? projections : null, hidden, queries ? projections : null, 0)
                    : new DisentangledBias.Projections(
                            keys ? weights.linear(self + "pos_key_proj", hidden, hidden) : null,
                            0,
                            queries ? weights.linear(self + "pos_query_proj", hidden, hidden) : null,
                            0);
            return new DisentangledBias(vectors, maps, distances.span(), distances.farthest(), weights.kernels());
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
