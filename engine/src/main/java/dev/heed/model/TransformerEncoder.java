package dev.heed.model;

import dev.heed.attention.Attention;
import dev.heed.attention.Sequences;
import dev.heed.kernel.Kernels;
import dev.heed.parallel.Workers;
import dev.heed.tensor.Matrix;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * A transformer encoder (Vaswani et al., 2017; BERT: Devlin et al., 2019) over one stream of tokens of many texts.
 *
 * <p>BERT as published: post-norm blocks, GELU by the error function unless the configuration says otherwise. The pooler
 * on [CLS] is not part of it. Thread-safe; its weights never change.
 */
public final class TransformerEncoder {
    private final ModelConfig config;
    private final Embeddings embeddings;
    private final List<Block> blocks;
    private final Kernels kernels;
    private final Workspaces workspaces;

    TransformerEncoder(ModelConfig config, Embeddings embeddings, List<Block> blocks, Kernels kernels) {
        this.config = config;
        this.embeddings = embeddings;
        this.blocks = List.copyOf(blocks);
        this.kernels = kernels;
        this.workspaces = new Workspaces(config.hiddenSize(), config.intermediateSize());
    }

    /**
     * Runs the texts through the layers 0 to {@code lastLayer}.
     *
     * @return the tokens' vectors of each layer from {@code firstKept} on; each (tokens, hiddenSize), the caller's own
     * @throws IllegalArgumentException if an id, a type or a length is outside the model's tables
     */
    public SortedMap<Integer, Matrix> forward(TokenBatch batch, int firstKept, int lastLayer, Workers workers) {
        check(batch);
        Objects.checkIndex(lastLayer, config.layers() + 1);
        int tokens = batch.ids().length;
        return workspaces.lend(tokens, space -> {
            SortedMap<Integer, Matrix> kept = new TreeMap<>();
            Matrix hidden = null; // (tokens, hiddenSize)
            for (int layer = 0; layer <= lastLayer; layer++) {
                Matrix output = layer < firstKept ? space.hidden(layer) : Matrix.zeros(tokens, config.hiddenSize());
                if (layer == 0) {
                    embeddings.lookup(batch, space.sublayer(), output, kernels);
                } else {
                    blocks.get(layer - 1).forward(hidden, batch.sequences(), space, output, workers, kernels);
                }
                if (layer >= firstKept) {
                    kept.put(layer, output);
                }
                hidden = output;
            }
            return kept;
        });
    }

    /**
     * What one layer's attention multiplies; each matrix (tokens, hiddenSize).
     *
     * @param output the projection of heads' results side by side, without its bias: (rows, hiddenSize) to the same
     */
    public record AttentionInputs(
            Attention operator, Matrix query, Matrix key, Matrix value, UnaryOperator<Matrix> output) {}

    /**
     * The attention inside block {@code layer}, counted from 1, given the vectors of layer {@code layer − 1}: the numbers
     * that {@link #forward} used, bit for bit.
     */
    public AttentionInputs attentionInputs(int layer, Matrix hidden, Workers workers) {
        Block block = blocks.get(layer - 1);
        Matrix all = Matrix.zeros(hidden.rows(), 3 * config.hiddenSize());
        var projected = block.attention().project(block.attentionInput(hidden, kernels), all, workers);
        Matrix none = Matrix.zeros(1, config.hiddenSize());
        float[] bias = block.attention()
                .projectOutput(none, Matrix.zeros(1, config.hiddenSize()), workers)
                .row(0);
        return new AttentionInputs(
                block.attention().operator(), projected.query(), projected.key(), projected.value(), heads -> {
                    Matrix y = Matrix.zeros(heads.rows(), config.hiddenSize());
                    block.attention().projectOutput(heads, y, workers);
                    for (int i = 0; i < y.rows() * bias.length; i++) {
                        y.data()[i] -= bias[i % bias.length];
                    }
                    return y;
                });
    }

    /** What stands between the steps of block {@code layer}, given the vectors of layer {@code layer − 1}; its bits. */
    public BlockStates blockStates(int layer, Matrix hidden, Workers workers) {
        Block block = blocks.get(layer - 1);
        return workspaces.lend(
                hidden.rows(), space -> block.states(hidden, Sequences.of(hidden.rows()), space, workers, kernels));
    }

    /** One row of the word-embedding table; (hiddenSize). */
    public float[] wordEmbedding(int id) {
        Objects.checkIndex(id, config.vocabularySize());
        float[] row = new float[config.hiddenSize()];
        embeddings.wordInto(id, row, 0);
        return row;
    }

    public ModelConfig config() {
        return config;
    }

    private void check(TokenBatch batch) {
        for (int id : batch.ids()) {
            if (id < 0 || id >= config.vocabularySize()) {
                throw new IllegalArgumentException(
                        "token id: expected 0 to " + (config.vocabularySize() - 1) + ", got " + id);
            }
        }
        for (int type : batch.typeIds() == null ? new int[0] : batch.typeIds()) {
            if (type < 0 || type >= config.tokenTypes()) {
                throw new IllegalArgumentException(
                        "token type: expected 0 to " + (config.tokenTypes() - 1) + ", got " + type);
            }
        }
        for (int s = 0; s < batch.sequences().count(); s++) {
            if (batch.sequences().queryLength(s) > config.maxPositions()) {
                throw new IllegalArgumentException(
                        "text: expected at most " + config.maxPositions() + " tokens, the model's positions, got "
                                + batch.sequences().queryLength(s));
            }
        }
    }
}
