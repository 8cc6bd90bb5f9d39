package dev.heed.model.family;

import dev.heed.kernel.rows.Activation;
import dev.heed.model.Embeddings;
import dev.heed.model.LanguageHead;
import dev.heed.model.ModelConfig;
import dev.heed.model.Norm;
import dev.heed.model.PositionTable;
import dev.heed.model.Transformer;
import dev.heed.model.blueprint.BertBlocks;
import dev.heed.model.blueprint.Blueprint;
import dev.heed.model.blueprint.ConfigValues;
import dev.heed.model.blueprint.Family;
import dev.heed.model.blueprint.MaskedHead;
import dev.heed.model.weights.Weights;
import java.util.List;

/**
 * ELECTRA (Clark et al., 2020), discriminator or generator: BERT's blocks, on embeddings that may be narrower than they.
 * Defaults are those of transformers' {@code ElectraConfig}.
 */
final class Electra implements Family {
    private static final List<String> PREFIXES = List.of("", "electra.");
    private static final String WORDS = "embeddings.word_embeddings.weight";

    @Override
    public List<String> modelTypes() {
        return List.of("electra");
    }

    @Override
    public Blueprint read(ConfigValues config) {
        config.only("position_embedding_type", "absolute");
        config.refuse("is_decoder", "only encoders are read");
        config.refuse("add_cross_attention", "only encoders are read");
        int hiddenSize = config.size("hidden_size", 256);
        int heads = config.size("num_attention_heads", 4);
        config.checkHeads(hiddenSize, "num_attention_heads", heads);
        return new Plan(
                ModelConfig.encoder(
                                "electra",
                                config.size("vocab_size", 30522),
                                hiddenSize,
                                config.size("num_hidden_layers", 12),
                                heads,
                                config.size("max_position_embeddings", 512))
                        .tokenTypes(config.size("type_vocab_size", 2)),
                config.size("embedding_size", 128),
                config.size("intermediate_size", 1024),
                config.activation("hidden_act", "gelu"),
                config.epsilon("layer_norm_eps", 1e-12));
    }

    private record Plan(ModelConfig config, int width, int intermediateSize, Activation activation, float epsilon)
            implements Blueprint {
        @Override
        public Transformer assemble(Weights checkpoint) {
            Weights weights = checkpoint.under(PREFIXES, WORDS);
            int hidden = config.hiddenSize();
            Embeddings embeddings = Embeddings.of(weights.table(WORDS, config.vocabularySize(), width))
                    .positions(PositionTable.learned(
                            weights.matrix("embeddings.position_embeddings.weight", config.maxPositions(), width)))
                    .types(weights.matrix("embeddings.token_type_embeddings.weight", config.tokenTypes(), width))
                    .norm(weights.layerNorm("embeddings.LayerNorm", width, epsilon));
            BertBlocks parts = new BertBlocks(hidden, config.attentionHeads(), intermediateSize, activation, epsilon);
            return new Transformer(
                    config,
                    width == hidden
                            ? embeddings
                            : embeddings.projection(weights.linear("embeddings_project", width, hidden)),
                    weights.blocks(config.layers(), layer -> parts.block(weights, "encoder.layer." + layer)),
                    Norm.NONE,
                    weights.kernels());
        }

        @Override
        public LanguageHead head(Weights weights) {
            String words = weights.under(PREFIXES, WORDS).named("embeddings.word_embeddings");
            return new MaskedHead(
                            "generator_predictions.dense",
                            "generator_predictions.LayerNorm",
                            Activation.GELU,
                            "generator_lm_head",
                            "generator_lm_head.bias")
                    .read(weights, config, width, epsilon, words);
        }
    }
}
