package dev.heed.model;

import dev.heed.attention.Attention;
import dev.heed.kernel.Kernels;
import dev.heed.kernel.LinearWeights;
import dev.heed.kernel.NumberFormat;
import dev.heed.kernel.PreparedLinear;
import dev.heed.parallel.Workers;
import dev.heed.tensor.Matrix;
import java.util.List;

/** Assembles a BERT encoder from weights asked for by name and expected shape; keys are those of the checkpoints. */
final class BertWeights {
    private final ModelConfig config;
    private final WeightSource source;
    private final Kernels kernels;

    private BertWeights(ModelConfig config, WeightSource source, Kernels kernels) {
        this.config = config;
        this.source = source;
        this.kernels = kernels;
    }

    /** The blocks are read side by side. */
    static TransformerEncoder assemble(ModelConfig config, WeightSource source, Kernels kernels, Workers workers) {
        BertWeights weights = new BertWeights(config, source, kernels);
        Block[] blocks = new Block[config.layers()];
        workers.run(blocks.length, layer -> blocks[layer] = weights.block("encoder.layer." + layer));
        return new TransformerEncoder(config, weights.embeddings(), List.of(blocks), kernels);
    }

    private Embeddings embeddings() {
        int hidden = config.hiddenSize();
        return new Embeddings(
                source.table("embeddings.word_embeddings.weight", config.vocabularySize(), hidden),
                matrix("embeddings.position_embeddings.weight", config.maxPositions(), hidden),
                matrix("embeddings.token_type_embeddings.weight", config.tokenTypes(), hidden),
                norm("embeddings.LayerNorm"));
    }

    private Block block(String key) {
        int hidden = config.hiddenSize();
        int intermediate = config.intermediateSize();
        SelfAttention attention = new SelfAttention(
                linear(key + ".attention.self.query", hidden, hidden),
                linear(key + ".attention.self.key", hidden, hidden),
                linear(key + ".attention.self.value", hidden, hidden),
                linear(key + ".attention.output.dense", hidden, hidden),
                Attention.heads(config.attentionHeads(), config.headDim()).on(kernels));
        FeedForward feedForward = new FeedForward(
                linear(key + ".intermediate.dense", hidden, intermediate),
                config.activation(),
                linear(key + ".output.dense", intermediate, hidden));
        return new Block(
                Block.NormPlacement.AFTER,
                attention,
                norm(key + ".attention.output.LayerNorm"),
                feedForward,
                norm(key + ".output.LayerNorm"));
    }

    private PreparedLinear linear(String key, int inputs, int outputs) {
        return kernels.layout(NumberFormat.FP32)
                .prepare(LinearWeights.of(source.linear(key, inputs, outputs), source.vector(key + ".bias", outputs)));
    }

    private LayerNorm norm(String key) {
        return new LayerNorm(
                source.vector(key + ".weight", config.hiddenSize()),
                source.vector(key + ".bias", config.hiddenSize()),
                config.layerNormEpsilon());
    }

    private Matrix matrix(String key, int rows, int columns) {
        return Matrix.of(source.table(key, rows, columns).toFloats(), rows, columns);
    }
}
