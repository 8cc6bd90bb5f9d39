package dev.heed.model;

import dev.heed.tensor.Matrix;
import java.util.List;

/**
 * What a decoder asks of one source: keys and values of its tokens at every layer, made once and shared by all that is
 * written of it. From {@link Transformer#memories}. Immutable, thread-safe.
 *
 * @param keys by layer: (source tokens, keyHeads · headDim)
 * @param values by layer: likewise
 */
public record SourceMemory(List<Matrix> keys, List<Matrix> values) {
    public SourceMemory {
        keys = List.copyOf(keys);
        values = List.copyOf(values);
    }

    /** Tokens of the source. */
    public int tokens() {
        return keys.getFirst().rows();
    }

    /** Bytes that it holds. */
    public long bytes() {
        return keys.stream()
                .mapToLong(key -> 2L * Float.BYTES * key.rows() * key.columns())
                .sum();
    }
}
