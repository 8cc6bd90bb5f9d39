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
import dev.heed.model.weights.OnnxWeights;
import dev.heed.model.weights.Weights;
import java.util.List;

/**
 * BERT (Devlin et al., 2019): post-norm blocks, learned positions and segments, GELU by the error function unless the
 * configuration says otherwise. The pooler on [CLS] is not part of it. Defaults are those of transformers'
 * {@code BertConfig}.
 */
public final class Bert implements Family {
    private static final List<String> PREFIXES = List.of("", "bert.", "model.", "encoder.");
    private static final String WORDS = "embeddings.word_embeddings.weight";

    @Override
    public List<String> modelTypes() {
        return List.of("bert");
    }

    @Override
    public boolean reads(ConfigValues config) {
        return !JinaBert.isOne(config);
    }

    @Override
    public Blueprint read(ConfigValues config) {
        config.only("position_embedding_type", "absolute");
        config.refuse("is_decoder", "only encoders are read");
        config.refuse("add_cross_attention", "only encoders are read");
        int hiddenSize = config.size("hidden_size", 768);
        int heads = config.size("num_attention_heads", 12);
        config.checkHeads(hiddenSize, "num_attention_heads", heads);
        return new Plan(
                ModelConfig.encoder(
                                "bert",
                                config.size("vocab_size", 30522),
                                hiddenSize,
                                config.size("num_hidden_layers", 12),
                                heads,
                                config.size("max_position_embeddings", 512))
                        .tokenTypes(config.size("type_vocab_size", 2)),
                config.size("intermediate_size", 3072),
                config.activation("hidden_act", "gelu"),
                config.epsilon("layer_norm_eps", 1e-12));
    }

    /**
     * A model of Heed's own descriptor, which leaves to the weights what they tell.
     *
     * @param config {@code heed-model.json}
     */
    public static Blueprint described(ConfigValues config) {
        config.only("family", "bert");
        config.required(config.json().string("family"), "family");
        int hiddenSize = config.requiredSize("hiddenSize");
        int heads = config.requiredSize("heads");
        config.checkHeads(hiddenSize, "heads", heads);
        return new Plan(
                ModelConfig.encoder("bert", 0, hiddenSize, config.requiredSize("layers"), heads, 0),
                0,
                config.activation("activation", "gelu"),
                config.epsilon("layerNormEpsilon", 1e-12));
    }

    /** Sizes that only the weights tell are 0 until they have. */
    record Plan(ModelConfig config, int intermediateSize, Activation activation, float epsilon) implements Blueprint {
        @Override
        public Transformer assemble(Weights checkpoint) {
            Weights weights = checkpoint.under(PREFIXES, WORDS);
            int hidden = config.hiddenSize();
            Embeddings embeddings = Embeddings.of(weights.table(WORDS, config.vocabularySize(), hidden))
                    .positions(PositionTable.learned(
                            weights.matrix("embeddings.position_embeddings.weight", config.maxPositions(), hidden)))
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
                            "cls.predictions.transform.dense",
                            "cls.predictions.transform.LayerNorm",
                            activation,
                            "cls.predictions.decoder",
                            "cls.predictions.bias")
                    .read(weights, config, config.hiddenSize(), epsilon, words);
        }

        @Override
        public Blueprint exported(OnnxWeights weights) {
            Plan complete = config.vocabularySize() != 0
                    ? this
                    : new Plan(
                            ModelConfig.encoder(
                                            config.family(),
                                            weights.firstDimension(WORDS),
                                            config.hiddenSize(),
                                            config.layers(),
                                            config.attentionHeads(),
                                            weights.firstDimension("embeddings.position_embeddings.weight"))
                                    .tokenTypes(weights.firstDimension("embeddings.token_type_embeddings.weight")),
                            weights.firstDimension("encoder.layer.0.intermediate.dense.bias"),
                            activation,
                            epsilon);
            BertGraphCheck.check(weights, complete);
            return complete;
        }
    }
}
