package dev.heed.model;

import dev.heed.attention.Attention;
import dev.heed.attention.Mask;
import dev.heed.kernel.KernelChoice;
import dev.heed.kernel.Kernels;
import dev.heed.kernel.linear.LinearWeights;
import dev.heed.kernel.linear.NumberFormat;
import dev.heed.kernel.linear.WeightRows;
import dev.heed.kernel.rows.Activation;
import dev.heed.tensor.Matrix;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Small models of random numbers, for laws that hold of all models. */
final class RandomModels {
    static final int VOCABULARY = 64;

    private final Random random;
    private final Kernels kernels = KernelChoice.active();
    private final NumberFormat format;

    RandomModels(long seed, NumberFormat format) {
        this.random = new Random(seed);
        this.format = format;
    }

    /** A decoder with grouped key heads, q/k norms, rotary positions, gates, a window in every second layer. */
    Transformer decoder(Rotary.Pairs pairs, Block.Arrangement arrangement) {
        int hidden = 48;
        int headDim = 16;
        List<Block> blocks = new ArrayList<>();
        for (int layer = 0; layer < 4; layer++) {
            Mask mask = layer % 2 == 0 ? Mask.window(40, 0) : Mask.causal();
            SelfAttention attention = SelfAttention.of(
                            new Linear(List.of(
                                    linear(hidden, 4 * headDim).parts().getFirst(),
                                    linear(hidden, 4 * headDim).parts().getFirst())),
                            linear(4 * headDim, hidden),
                            Attention.heads(4, headDim).keyHeads(2).mask(mask).on(kernels))
                    .normed(rms(headDim), rms(headDim))
                    .rotary(new Rotary(pairs, RotaryFrequencies.of(layer % 2 == 0 ? 100 : 10_000, headDim)));
            blocks.add(new Block(
                    arrangement,
                    Norms.around(rms(hidden), rms(hidden)),
                    attention,
                    null,
                    Norms.before(rms(hidden)),
                    new FeedForward(
                            linear(hidden, 2 * 80), Activation.SILU, FeedForward.Gate.FIRST, linear(80, hidden))));
        }
        return model(ModelConfig.decoder("random", VOCABULARY, hidden, 4, 4, 4096), blocks, rms(hidden));
    }

    /** A decoder whose scores know of distances only. */
    Transformer biased(ScoreBias bias) {
        int hidden = 32;
        SelfAttention attention = SelfAttention.of(
                        linear(hidden, 3 * hidden),
                        linear(hidden, hidden),
                        Attention.heads(4, 8).mask(Mask.causal()).on(kernels))
                .biased(bias);
        Block block = Block.of(
                Norms.before(layerNorm(hidden)),
                attention,
                Norms.before(layerNorm(hidden)),
                FeedForward.of(linear(hidden, 64), Activation.GELU_TANH, linear(64, hidden)));
        return model(
                ModelConfig.decoder("random", VOCABULARY, hidden, 2, 4, 4096),
                List.of(block, block),
                layerNorm(hidden));
    }

    private Transformer model(ModelConfig config, List<Block> blocks, Norm last) {
        Matrix words = matrix(VOCABULARY, config.hiddenSize(), 1);
        return new Transformer(config, Embeddings.of(table(words)).scale(3), blocks, last, kernels);
    }

    Linear linear(int inputs, int outputs) {
        Matrix weight = matrix(inputs, outputs, 1 / Math.sqrt(inputs));
        LinearWeights weights = LinearWeights.of(WeightRows.of(weight), vector(outputs, 0, 0.2));
        return Linear.of(kernels.layout(format).prepare(weights));
    }

    Matrix matrix(int rows, int columns, double scale) {
        return Matrix.of(vector(rows * columns, 0, scale), rows, columns);
    }

    private Norm rms(int size) {
        return new Norm.RootMeanSquare(vector(size, 1, 0.2), 1e-6f);
    }

    private Norm layerNorm(int size) {
        return new Norm.Layer(vector(size, 1, 0.2), vector(size, 0, 0.2), 1e-5f);
    }

    private float[] vector(int size, double mean, double scale) {
        float[] vector = new float[size];
        for (int i = 0; i < size; i++) {
            vector[i] = (float) (mean + scale * random.nextGaussian());
        }
        return vector;
    }

    private static RowTable table(Matrix rows) {
        return new RowTable() {
            @Override
            public int rows() {
                return rows.rows();
            }

            @Override
            public int columns() {
                return rows.columns();
            }

            @Override
            public void copyRow(int row, float[] target, int offset) {
                System.arraycopy(rows.data(), rows.index(row), target, offset, rows.columns());
            }
        };
    }

    int[] ids(int count) {
        return random.ints(count, 0, VOCABULARY).toArray();
    }
}
