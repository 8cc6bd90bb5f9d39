package dev.heed.model;

import dev.heed.tensor.Matrix;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How one vector comes from tokens' vectors, special tokens included, as sentence-transformers' {@code Pooling} module
 * defines it. Immutable, thread-safe.
 *
 * @param kinds one or more; several are joined end to end in this order
 * @param withPrompt whether the tokens of a prompt, and the special ones before it, count too
 */
public record Pooling(List<Kind> kinds, boolean withPrompt) {
    /** One way to pool. */
    public enum Kind {
        /** The first token's vector. */
        CLS,
        /** The largest value in each dimension. */
        MAX,
        /** The mean. */
        MEAN,
        /** The sum divided by the square root of the number of tokens. */
        MEAN_SQRT_LENGTH,
        /** The mean weighted by 1, 2, 3, … from the first token to the last. */
        WEIGHTED_MEAN,
        /** The last token's vector. */
        LAST_TOKEN;

        /** Name as documents show it: {@code cls}, {@code mean}, … */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Pooling {
        kinds = List.copyOf(kinds);
        if (kinds.isEmpty() || kinds.stream().distinct().count() != kinds.size()) {
            throw new IllegalArgumentException("pooling: expected one or more different kinds, got " + kinds);
        }
    }

    /** Kinds joined by {@code +}. */
    public String label() {
        return kinds.stream().map(Kind::label).collect(Collectors.joining("+"));
    }

    /** Width of the pooled vector. */
    public int dimension(int hiddenSize) {
        return kinds.size() * hiddenSize;
    }

    /**
     * The pooled vector.
     *
     * @param tokens (tokens, width); without a row, which only models without special tokens can have, zeros
     * @param promptTokens how many of the first stand for a prompt; where all do, all count
     * @return (kinds · width)
     */
    public float[] pool(Matrix tokens, int promptTokens) {
        int width = tokens.columns();
        float[] pooled = new float[dimension(width)];
        if (tokens.rows() == 0) {
            return pooled;
        }
        int from = firstThatCounts(tokens, promptTokens);
        for (int i = 0; i < kinds.size(); i++) {
            System.arraycopy(pool(kinds.get(i), tokens, from), 0, pooled, i * width, width);
        }
        return pooled;
    }

    /**
     * The summands of the pooled vector, where it is a sum over tokens but for its length: each token's own vector by its
     * weight, zeros for those that do not count.
     *
     * @param tokens (tokens, width)
     * @return (tokens, width); empty for kinds that pick one token or the largest values, and for several kinds
     */
    Optional<Matrix> summands(Matrix tokens, int promptTokens) {
        Kind kind = kinds.getFirst();
        boolean sum = kind == Kind.MEAN || kind == Kind.MEAN_SQRT_LENGTH || kind == Kind.WEIGHTED_MEAN;
        if (kinds.size() > 1 || !sum) {
            return Optional.empty();
        }
        int from = firstThatCounts(tokens, promptTokens);
        Matrix parts = Matrix.zeros(tokens.rows(), tokens.columns());
        for (int row = from; row < tokens.rows(); row++) {
            float weight = kind == Kind.WEIGHTED_MEAN ? row + 1 : 1;
            for (int i = 0; i < tokens.columns(); i++) {
                parts.data()[parts.index(row) + i] = weight * tokens.data()[tokens.index(row) + i];
            }
        }
        return Optional.of(parts);
    }

    private int firstThatCounts(Matrix tokens, int promptTokens) {
        return withPrompt || promptTokens >= tokens.rows() ? 0 : promptTokens;
    }

    /** @param from the first row that counts */
    private static float[] pool(Kind kind, Matrix tokens, int from) {
        int n = tokens.rows() - from;
        return switch (kind) {
            case CLS -> tokens.row(from);
            case LAST_TOKEN -> tokens.row(tokens.rows() - 1);
            case MAX -> max(tokens, from);
            case MEAN -> weightedSum(tokens, from, false, n);
            case MEAN_SQRT_LENGTH -> weightedSum(tokens, from, false, Math.sqrt(n));
            case WEIGHTED_MEAN -> weightedSum(tokens, from, true, n * (2.0 * from + n + 1) / 2);
        };
    }

    private static float[] max(Matrix tokens, int from) {
        float[] max = new float[tokens.columns()];
        Arrays.fill(max, Float.NEGATIVE_INFINITY);
        for (int row = from; row < tokens.rows(); row++) {
            int start = tokens.index(row);
            for (int i = 0; i < max.length; i++) {
                max[i] = Math.max(max[i], tokens.data()[start + i]);
            }
        }
        return max;
    }

    /** A row's weight is its place in the whole text, from 1, where prompts are left out too. */
    private static float[] weightedSum(Matrix tokens, int from, boolean byPosition, double divisor) {
        double[] sum = new double[tokens.columns()];
        for (int row = from; row < tokens.rows(); row++) {
            int start = tokens.index(row);
            double weight = byPosition ? row + 1 : 1;
            for (int i = 0; i < sum.length; i++) {
                sum[i] += weight * tokens.data()[start + i];
            }
        }
        float[] result = new float[sum.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = (float) (sum[i] / divisor);
        }
        return result;
    }
}
