package dev.heed.model;

import dev.heed.kernel.Kernels;
import dev.heed.kernel.rows.Activation;
import dev.heed.parallel.Workers;
import dev.heed.tensor.Matrix;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Feed-forward networks of which each token goes through a few (Shazeer et al., 2017): those that a linear map of the token
 * prefers, their results weighted by its softmax over all and added up in their order. Which tokens are computed together does not
 * show in the result.
 *
 * @param router (hiddenSize, experts)
 * @param experts alike in shape
 * @param chosen how many a token goes through; of equal shares the first
 * @param normalized whether the shares of the chosen are brought to the sum 1
 * @param bias (hiddenSize), added to the sum
 */
public record ExpertMixture(Linear router, List<FeedForward> experts, int chosen, boolean normalized, float[] bias)
        implements FeedForwardLayer {
    public ExpertMixture {
        experts = List.copyOf(experts);
    }

    @Override
    public int innerWidth() {
        return experts.getFirst().innerWidth();
    }

    @Override
    public Matrix forward(Matrix x, Matrix inner, Matrix y, Workers workers, Kernels kernels) {
        Matrix shares = shares(x, workers, kernels);
        for (int row = 0; row < y.rows(); row++) {
            Arrays.fill(y.data(), y.index(row), y.index(row) + y.columns(), 0);
        }
        for (int expert = 0; expert < experts.size(); expert++) {
            add(expert, shares, x, inner, y, workers, kernels);
        }
        for (int row = 0; row < y.rows(); row++) {
            for (int i = 0; i < bias.length; i++) {
                y.data()[y.index(row) + i] += bias[i];
            }
        }
        return y;
    }

    /** (tokens, experts); 0 for those that a token does not go through. */
    private Matrix shares(Matrix x, Workers workers, Kernels kernels) {
        int count = experts.size();
        Matrix shares = router.apply(x, Activation.IDENTITY, Matrix.zeros(x.rows(), count), workers);
        for (int row = 0; row < shares.rows(); row++) {
            int from = shares.index(row);
            float largest = Float.NEGATIVE_INFINITY;
            for (int i = from; i < from + count; i++) {
                largest = Math.max(largest, shares.data()[i]);
            }
            kernels.exponentials(shares.data(), from, count, largest);
            float sum = kernels.sum(shares.data(), from, count);
            keep(shares.data(), from, count, sum);
        }
        return shares;
    }

    private void keep(float[] powers, int from, int count, float sum) {
        float[] kept = new float[count];
        float keptSum = 0;
        for (int turn = 0; turn < chosen; turn++) {
            int best = from;
            for (int i = from + 1; i < from + count; i++) {
                best = powers[i] > powers[best] ? i : best;
            }
            kept[best - from] = powers[best] / sum;
            keptSum += kept[best - from];
            powers[best] = -1;
        }
        for (int i = 0; i < count; i++) {
            powers[from + i] = normalized ? kept[i] / keptSum : kept[i];
        }
    }

    private void add(int expert, Matrix shares, Matrix x, Matrix inner, Matrix y, Workers workers, Kernels kernels) {
        int[] tokens = IntStream.range(0, x.rows())
                .filter(row -> shares.at(row, expert) != 0)
                .toArray();
        if (tokens.length == 0) {
            return;
        }
        Matrix read = Matrix.zeros(tokens.length, x.columns());
        for (int i = 0; i < tokens.length; i++) {
            System.arraycopy(x.data(), x.index(tokens[i]), read.data(), read.index(i), x.columns());
        }
        Matrix made = experts.get(expert)
                .forward(
                        read, inner.rows(0, tokens.length), Matrix.zeros(tokens.length, y.columns()), workers, kernels);
        for (int i = 0; i < tokens.length; i++) {
            float share = shares.at(tokens[i], expert);
            int to = y.index(tokens[i]);
            for (int j = 0; j < y.columns(); j++) {
                y.data()[to + j] = Math.fma(share, made.data()[made.index(i) + j], y.data()[to + j]);
            }
        }
    }
}
