package dev.heed.model;

import dev.heed.attention.Attention;
import dev.heed.kernel.Kernels;
import dev.heed.kernel.LinearWeights;
import dev.heed.kernel.PreparedLinear;
import dev.heed.kernel.WeightRows;
import dev.heed.parallel.Workers;
import dev.heed.tensor.Matrix;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Assembles a BERT encoder from weights asked for by name and expected shape; keys are those of the checkpoints. */
final class BertWeights {
    private final ModelConfig config;
    private final WeightSource source;
    private final LinearMaps maps;
    private final Kernels kernels;

    private BertWeights(ModelConfig config, WeightSource source, LinearMaps maps, Kernels kernels) {
        this.config = config;
        this.source = source;
        this.maps = maps;
        this.kernels = kernels;
    }

    /** All linear maps that {@link #assemble} asks for. */
    static List<LinearKey> linears(ModelConfig config) {
        return IntStream.range(0, config.layers())
                .mapToObj(layer -> Linears.of(config, layer))
                .flatMap(l -> Stream.of(l.projections(), l.attended(), l.intermediate(), l.output()))
                .toList();
    }

    /** The linear maps of one block. */
    private record Linears(LinearKey projections, LinearKey attended, LinearKey intermediate, LinearKey output) {
        static Linears of(ModelConfig config, int layer) {
            String block = "encoder.layer." + layer;
            int hidden = config.hiddenSize();
            int intermediate = config.intermediateSize();
            String self = block + ".attention.self.";
            String output = block + ".output.dense";
            return new Linears(
                    LinearKey.of(self + "query+" + self + "key+" + self + "value", hidden, 3 * hidden),
                    LinearKey.of(block + ".attention.output.dense", hidden, hidden),
                    new LinearKey(block + ".intermediate.dense", hidden, intermediate, output, false),
                    new LinearKey(output, intermediate, hidden, null, true));
        }
    }

    /** The blocks are read side by side. */
    static TransformerEncoder assemble(
            ModelConfig config, WeightSource source, LinearMaps maps, Kernels kernels, Workers workers) {
        BertWeights weights = new BertWeights(config, source, maps, kernels);
        Block[] blocks = new Block[config.layers()];
        workers.run(blocks.length, layer -> blocks[layer] = weights.block(layer));
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

    private Block block(int layer) {
        String key = "encoder.layer." + layer;
        Linears linears = Linears.of(config, layer);
        SelfAttention attention = new SelfAttention(
                linear(linears.projections()),
                linear(linears.attended()),
                Attention.heads(config.attentionHeads(), config.headDim()).on(kernels));
        FeedForward feedForward =
                new FeedForward(linear(linears.intermediate()), config.activation(), linear(linears.output()));
        return new Block(
                Block.NormPlacement.AFTER,
                attention,
                norm(key + ".attention.output.LayerNorm"),
                feedForward,
                norm(key + ".output.LayerNorm"));
    }

    private PreparedLinear linear(LinearKey key) {
        return maps.map(key, () -> weights(key));
    }

    private LinearWeights weights(LinearKey key) {
        List<String> names = List.of(key.name().split("\\+"));
        int outputs = key.outputs() / names.size();
        List<WeightRows> rows = names.stream()
                .map(name -> source.linear(name, key.inputs(), outputs))
                .toList();
        float[] bias = new float[key.outputs()];
        for (int i = 0; i < names.size(); i++) {
            System.arraycopy(source.vector(names.get(i) + ".bias", outputs), 0, bias, i * outputs, outputs);
        }
        return LinearWeights.of(rows.size() == 1 ? rows.getFirst() : new JoinedRows(rows), bias);
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
