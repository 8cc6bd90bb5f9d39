package dev.heed.model;

import dev.heed.attention.Attention;
import dev.heed.attention.Mask;
import dev.heed.attention.Sequences;
import dev.heed.tensor.Matrix;

/**
 * A bias that falls with distance, steeper in some heads than in others (Press et al., 2022): {@code −slope · |i − j|}.
 *
 * @param slopes of each head
 */
public record Alibi(float[] slopes) implements ScoreBias {
    /** The published slopes: powers of {@code 2^(−8/heads)}; between powers of two, every second of the next are added. */
    public static Alibi of(int heads) {
        float[] slopes = new float[heads];
        int power = Integer.highestOneBit(heads);
        for (int head = 0; head < heads; head++) {
            double step = head < power ? 8.0 / power : 4.0 / power;
            int exponent = head < power ? head + 1 : 2 * (head - power) + 1;
            slopes[head] = (float) Math.pow(2, -step * exponent);
        }
        return new Alibi(slopes);
    }

    @Override
    public Mask.Bias on(Matrix query, Matrix key, Sequences sequences, Attention operator) {
        return (scores, sequence, head, position, fromKey, count) -> {
            for (int j = 0; j < count; j++) {
                scores[j] -= slopes[head] * Math.abs(fromKey + j - position);
            }
        };
    }
}
