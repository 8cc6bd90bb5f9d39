package dev.heed;

import dev.heed.tensor.Matrix;
import java.util.Arrays;

/** Cross-attention that a test makes up. */
public final class MadeUpAttention {
    private MadeUpAttention() {}

    /** @param weights by layer, head, target token and source token */
    public static CrossAttention of(float[][][][] weights) {
        return new CrossAttention(Arrays.stream(weights)
                .map(layer -> Arrays.stream(layer).map(Matrix::copyOf).toList())
                .toList());
    }
}
