package dev.heed;

import dev.heed.attention.AttentionMap;
import dev.heed.attention.AttentionTrace;
import dev.heed.attention.Sequences;
import dev.heed.attention.TopWeights;
import dev.heed.model.NotFiniteException;
import dev.heed.model.Transformer.AttentionInputs;
import dev.heed.tensor.Matrix;
import dev.heed.tensor.Vectors;
import java.util.List;
import java.util.Objects;

/** One layer's attention on one text, head by head or as their mean. Immutable, thread-safe. */
public final class LayerAttention {
    private final int layer;
    private final TokenizedText tokenized;
    private final AttentionInputs inputs;
    private final Sequences sequences;
    private final String model;

    LayerAttention(int layer, TokenizedText tokenized, AttentionInputs inputs, Sequences sequences, String model) {
        this.layer = layer;
        this.tokenized = tokenized;
        this.inputs = inputs;
        this.sequences = sequences;
        this.model = model;
    }

    /** Which layer, 1 … L. */
    public int layer() {
        return layer;
    }

    /** How many heads there are. */
    public int heads() {
        return inputs.operator().queryHeads();
    }

    /** Whether a token attends to itself and what stands before it only. */
    public boolean causal() {
        return inputs.operator().mask().to(0, 2) == 1;
    }

    /** The factor on the dot products: 1/√headDim. */
    public float scale() {
        return inputs.operator().scale();
    }

    /**
     * One head.
     *
     * @param head 1 … H
     * @throws IllegalArgumentException if there is no such head
     */
    public HeadAttention head(int head) {
        if (head < 1 || head > heads()) {
            throw new IllegalArgumentException("head: expected 1 to " + heads() + ", got " + head);
        }
        return new HeadAttention(head);
    }

    /** The mean of all heads' weights; (tokens, tokens), each row sums to 1. */
    public Matrix meanWeights() {
        return meanWeights(0, tokenized.tokenCount());
    }

    /** The mean of all heads' weights of the tokens {@code from} to {@code to}, exclusive; (to − from, tokens). */
    public Matrix meanWeights(int from, int to) {
        Matrix mean = Matrix.zeros(to - from, tokenized.tokenCount());
        double[] sum = new double[mean.data().length];
        for (int h = 1; h <= heads(); h++) {
            float[] weights = head(h).map(from, to).weights().data();
            for (int i = 0; i < sum.length; i++) {
                sum[i] += weights[i];
            }
        }
        for (int i = 0; i < sum.length; i++) {
            mean.data()[i] = (float) (sum[i] / heads());
        }
        return mean;
    }

    /**
     * Value-weighted norms (Kobayashi et al., 2020): the length of the vector that each token adds to another's, over all
     * heads, {@code ‖Σₕ αₕ·fₕ(x)‖} with f the value and output projections.
     *
     * <p>It says how much of a token arrives through attention: a large weight on a token with small values counts little
     * ([CLS], mostly). It does not say whether that matters: what the residual, the norm and the layers above make of it is
     * left out.
     *
     * @return (tokens, tokens): rows attend, columns are attended to; in units of the hidden vectors, rows do not sum to 1
     */
    public Matrix valueWeightedNorms() {
        return valueWeightedNorms(0, tokenized.tokenCount());
    }

    /** The rows {@code from} to {@code to}, exclusive, of {@link #valueWeightedNorms()}; nothing else is computed. */
    public Matrix valueWeightedNorms(int from, int to) {
        int n = tokenized.tokenCount();
        int headDim = inputs.operator().headDim();
        Matrix[] weights = new Matrix[heads()];
        for (int h = 0; h < weights.length; h++) {
            weights[h] = head(h + 1).map(from, to).weights();
        }
        Matrix norms = Matrix.zeros(to - from, n);
        Matrix weighted = Matrix.zeros(n, heads() * headDim); // one row a token attended to
        for (int row = 0; row < to - from; row++) {
            for (int column = 0; column < n; column++) {
                for (int i = 0; i < weighted.columns(); i++) {
                    int head = i / headDim;
                    weighted.data()[weighted.index(column) + i] =
                            weights[head].at(row, column) * inputs.value().at(column, valueColumn(head) + i % headDim);
                }
            }
            Matrix added = inputs.output().apply(weighted);
            for (int column = 0; column < n; column++) {
                norms.data()[norms.index(row) + column] = (float) Vectors.norm(added.row(column));
            }
        }
        return norms;
    }

    /**
     * Weights between words from weights between tokens: to a word the sum over its tokens, from a word the mean over its
     * tokens.
     *
     * @param tokenWeights (tokens, tokens)
     * @return (words, words), in the order of the text's words, special tokens included; each row sums to 1
     */
    public Matrix wordWeights(Matrix tokenWeights) {
        return wordWeights(tokenWeights, 0, 0, tokenized.words().size());
    }

    /**
     * The same for the words {@code first} to {@code end}, exclusive, from the rows of their tokens.
     *
     * @param tokenWeights (rows, tokens): at least the rows of those words' tokens
     * @param firstRow the token that its first row belongs to
     * @return (end − first, words)
     */
    public Matrix wordWeights(Matrix tokenWeights, int firstRow, int first, int end) {
        var words = tokenized.words();
        Matrix result = Matrix.zeros(end - first, words.size());
        for (int from = first; from < end; from++) {
            List<Integer> rows = words.get(from).tokens();
            for (int to = 0; to < words.size(); to++) {
                double sum = 0;
                for (int row : rows) {
                    for (int column : words.get(to).tokens()) {
                        sum += tokenWeights.at(row - firstRow, column);
                    }
                }
                result.data()[result.index(from - first) + to] = (float) (sum / rows.size());
            }
        }
        return result;
    }

    /** Where a head's values begin; several heads may share them. */
    private int valueColumn(int head) {
        return head * inputs.operator().keyHeads() / heads() * inputs.operator().headDim();
    }

    /** One head's attention on the text. */
    public final class HeadAttention {
        private final int head;

        private HeadAttention(int head) {
            this.head = head;
        }

        @Override
        public String toString() {
            return "HeadAttention[layer " + layer + ", head " + head + "]";
        }

        /** Which head, 1 … H. */
        public int head() {
            return head;
        }

        /** Scores and weights; (tokens, tokens) each. */
        public AttentionMap map() {
            return finite(inputs.operator().map(inputs.query(), inputs.key(), sequences, 0, head - 1));
        }

        /**
         * Scores and weights of the tokens {@code from} to {@code to}, exclusive; (to − from, tokens) each. The same bits
         * as in {@link #map()}.
         */
        public AttentionMap map(int from, int to) {
            int tokens = tokenized.tokenCount();
            Objects.checkFromToIndex(from, to, tokens);
            Sequences part =
                    Sequences.across(new int[] {to - from}, new int[] {tokens}).at(from);
            return finite(inputs.operator().map(inputs.query().rows(from, to), inputs.key(), part, 0, head - 1));
        }

        private AttentionMap finite(AttentionMap map) {
            NamedFault.in(
                    model,
                    tokenized,
                    () -> NotFiniteException.checked(map.weights(), "weights of layer " + layer + ", head " + head));
            return map;
        }

        /** Weights; (tokens, tokens), rows attend, columns are attended to, each row sums to 1. */
        public Matrix weights() {
            return map().weights();
        }

        /**
         * Value-weighted norms of this head alone, {@code α·‖f(x)‖}; see {@link LayerAttention#valueWeightedNorms}.
         *
         * @return (tokens, tokens): rows attend, columns are attended to
         */
        public Matrix valueWeightedNorms() {
            Matrix value = inputs.value();
            int headDim = inputs.operator().headDim();
            Matrix alone = Matrix.zeros(value.rows(), heads() * headDim); // the other heads give nothing
            for (int row = 0; row < value.rows(); row++) {
                System.arraycopy(
                        value.data(),
                        value.index(row) + valueColumn(head - 1),
                        alone.data(),
                        alone.index(row) + (head - 1) * headDim,
                        headDim);
            }
            Matrix added = inputs.output().apply(alone);
            Matrix weights = weights();
            Matrix norms = Matrix.zeros(value.rows(), value.rows());
            for (int column = 0; column < norms.columns(); column++) {
                double norm = Vectors.norm(added.row(column));
                for (int row = 0; row < norms.rows(); row++) {
                    norms.data()[norms.index(row) + column] = (float) (weights.at(row, column) * norm);
                }
            }
            return norms;
        }

        /** The {@code k} largest weights of each row, in memory of tokens · k. */
        public TopWeights top(int k) {
            return inputs.operator().top(inputs.query(), inputs.key(), sequences, 0, head - 1, k);
        }

        /** Every step for one token's query. */
        public AttentionTrace trace(int token) {
            return inputs.operator().trace(inputs.query(), inputs.key(), inputs.value(), sequences, 0, head - 1, token);
        }
    }

    @Override
    public String toString() {
        return "LayerAttention[layer " + layer + ", " + heads() + " heads, "
                + tokenized.tokens().size() + " tokens]";
    }
}
