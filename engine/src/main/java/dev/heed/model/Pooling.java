package dev.heed.model;

import dev.heed.tensor.Matrix;
import dev.heed.tensor.Vectors;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * How a text's vector comes from its tokens' vectors, special tokens included, as sentence-transformers'
 * {@code Pooling} and {@code Normalize} modules define it. Immutable, thread-safe.
 *
 * @param kinds one or more; several are joined end to end in this order
 * @param normalize whether the result is scaled to length 1
 */
public record Pooling(List<Kind> kinds, boolean normalize) {
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
     * The text's vector.
     *
     * @param tokens (tokens, hiddenSize); without a row, which only models without special tokens can have, zeros
     * @return (kinds · hiddenSize)
     */
    public float[] pool(Matrix tokens) {
        float[] pooled = poolRaw(tokens);
        if (normalize) {
            Vectors.normalize(pooled);
        }
        return pooled;
    }

    /** As {@link #pool}, before it is scaled to length 1. */
    public float[] poolRaw(Matrix tokens) {
        int width = tokens.columns();
        float[] pooled = new float[dimension(width)];
        if (tokens.rows() == 0) {
            return pooled;
        }
        for (int i = 0; i < kinds.size(); i++) {
            System.arraycopy(pool(kinds.get(i), tokens), 0, pooled, i * width, width);
        }
        return pooled;
    }

    private static float[] pool(Kind kind, Matrix tokens) {
        int n = tokens.rows();
        return switch (kind) {
            case CLS -> tokens.row(0);
            case LAST_TOKEN -> tokens.row(n - 1);
            case MAX -> max(tokens);
            case MEAN -> weightedSum(tokens, false, n);
            case MEAN_SQRT_LENGTH -> weightedSum(tokens, false, Math.sqrt(n));
            case WEIGHTED_MEAN -> weightedSum(tokens, true, n * (n + 1.0) / 2);
        };
    }

    private static float[] max(Matrix tokens) {
        float[] max = new float[tokens.columns()];
        Arrays.fill(max, Float.NEGATIVE_INFINITY);
        for (int row = 0; row < tokens.rows(); row++) {
            int start = tokens.index(row);
            for (int i = 0; i < max.length; i++) {
                max[i] = Math.max(max[i], tokens.data()[start + i]);
            }
        }
        return max;
    }

    private static float[] weightedSum(Matrix tokens, boolean byPosition, double divisor) {
        double[] sum = new double[tokens.columns()];
        for (int row = 0; row < tokens.rows(); row++) {
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
