package dev.heed.model.family;

import dev.heed.kernel.rows.Activation;
import dev.heed.model.Block;
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
 * RoBERTa (Liu et al., 2019), CamemBERT (Martin et al., 2020) and XLM-RoBERTa (Conneau et al., 2020): BERT's blocks, with
 * positions that begin after the padding id's and pass over it wherever it stands, so a table of 514 rows is for 512 tokens.
 * Defaults are those of transformers' {@code RobertaConfig}.
 */
final class Roberta implements Family {
    private static final List<String> PREFIXES = List.of("", "roberta.", "model.");
    private static final String WORDS = "embeddings.word_embeddings.weight";

    @Override
    public List<String> modelTypes() {
        return List.of("roberta", "camembert", "xlm-roberta");
    }

    @Override
    public Blueprint read(ConfigValues config) {
        config.only("position_embedding_type", "absolute");
        config.refuse("is_decoder", "only encoders are read");
        config.refuse("add_cross_attention", "only encoders are read");
        String type = config.string("model_type", "roberta");
        int hiddenSize = config.size("hidden_size", 768);
        int heads = config.size("num_attention_heads", 12);
        config.checkHeads(hiddenSize, "num_attention_heads", heads);
        int padding = config.whole("pad_token_id", 1, 0, 1 << 24);
        int rows = config.size("max_position_embeddings", 512);
        if (rows <= padding + 1) {
            throw config.refused(
                    "max_position_embeddings", "more than pad_token_id + 1, " + (padding + 1), String.valueOf(rows));
        }
        return new Plan(
                ModelConfig.encoder(
                                type,
                                config.size("vocab_size", type.equals("roberta") ? 50265 : 30522),
                                hiddenSize,
                                config.size("num_hidden_layers", 12),
                                heads,
                                rows - padding - 1)
                        .tokenTypes(config.size("type_vocab_size", 2)),
                padding,
                config.size("intermediate_size", 3072),
                config.activation("hidden_act", "gelu"),
                config.epsilon("layer_norm_eps", 1e-12));
    }

    private record Plan(ModelConfig config, int padding, int intermediateSize, Activation activation, float epsilon)
            implements Blueprint {
        @Override
        public Transformer assemble(Weights checkpoint) {
            Weights weights = checkpoint.under(PREFIXES, WORDS);
            int hidden = config.hiddenSize();
            int rows = config.maxPositions() + padding + 1;
            Embeddings embeddings = Embeddings.of(weights.table(WORDS, config.vocabularySize(), hidden))
                    .positions(PositionTable.afterPadding(
                            weights.matrix("embeddings.position_embeddings.weight", rows, hidden), padding))
                    .types(weights.matrix("embeddings.token_type_embeddings.weight", config.tokenTypes(), hidden))
                    .norm(weights.layerNorm("embeddings.LayerNorm", hidden, epsilon));
            BertBlocks parts = new BertBlocks(hidden, config.attentionHeads(), intermediateSize, activation, epsilon);
            List<Block> blocks =
                    weights.blocks(config.layers(), layer -> parts.block(weights, "encoder.layer." + layer));
            return new Transformer(config, embeddings, blocks, Norm.NONE, weights.kernels());
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
