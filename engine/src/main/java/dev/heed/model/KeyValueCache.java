package dev.heed.model;

import dev.heed.tensor.Matrix;
import java.util.Arrays;

/**
 * Keys and values of one sequence's tokens at every layer, so that tokens that follow need not read them again. A batch of
 * several sequences is given one each.
 *
 * <p>From {@link Transformer#newCache}. What is kept has the bits that one pass over the whole sequence has. Confined to one
 * pass at a time; {@link #fork} makes another that is independent.
 */
public final class KeyValueCache {
    private static final int STEP = 64;

    private final int[] widths;
    private final float[][] keys; // by layer: (capacity, width)
    private final float[][] values;
    private int capacity;
    private int length;

    /** @param widths of keys, and of values, by layer */
    KeyValueCache(int[] widths) {
        this.widths = widths.clone();
        this.keys = new float[widths.length][0];
        this.values = new float[widths.length][0];
    }

    /** Tokens whose keys and values are kept. */
    public int length() {
        return length;
    }

    /** Bytes that it holds now. */
    public long bytes() {
        return 2L * Float.BYTES * capacity * Arrays.stream(widths).sum();
    }

    /**
     * Forgets what follows the first {@code tokens}.
     *
     * @throws IllegalArgumentException if there are fewer
     */
    public void truncate(int tokens) {
        check(tokens);
        length = tokens;
    }

    /**
     * Another cache with the first {@code tokens} of this one: for a prompt that begins like this one.
     *
     * @throws IllegalArgumentException if there are fewer
     */
    public KeyValueCache fork(int tokens) {
        check(tokens);
        KeyValueCache fork = new KeyValueCache(widths);
        fork.reserve(tokens);
        for (int layer = 0; layer < widths.length; layer++) {
            System.arraycopy(keys[layer], 0, fork.keys[layer], 0, tokens * widths[layer]);
            System.arraycopy(values[layer], 0, fork.values[layer], 0, tokens * widths[layer]);
        }
        fork.length = tokens;
        return fork;
    }

    private void check(int tokens) {
        if (tokens < 0 || tokens > length) {
            throw new IllegalArgumentException(
                    "key/value cache: expected 0 to " + length + " tokens, as many as are kept, got " + tokens);
        }
    }

    int layers() {
        return widths.length;
    }

    /** Makes room for so many tokens in all. */
    void reserve(int tokens) {
        if (tokens <= capacity) {
            return;
        }
        int grown = Math.ceilDiv(Math.max(tokens, capacity + capacity / 2), STEP) * STEP;
        for (int layer = 0; layer < widths.length; layer++) {
            int size = Math.multiplyExact(grown, widths[layer]);
            keys[layer] = Arrays.copyOf(keys[layer], size);
            values[layer] = Arrays.copyOf(values[layer], size);
        }
        capacity = grown;
    }

    /** Writes what follows the tokens kept; they are kept themselves once {@link #advance} says so. */
    void write(int layer, Matrix key, Matrix value) {
        copy(key, keys[layer], length * widths[layer]);
        copy(value, values[layer], length * widths[layer]);
    }

    private static void copy(Matrix rows, float[] target, int to) {
        for (int i = 0; i < rows.rows(); i++) {
            System.arraycopy(rows.data(), rows.index(i), target, to + i * rows.columns(), rows.columns());
        }
    }

    /** The first {@code tokens} keys, written ones included; (tokens, width). */
    Matrix keys(int layer, int tokens) {
        return new Matrix(keys[layer], 0, tokens, widths[layer], widths[layer]);
    }

    Matrix values(int layer, int tokens) {
        return new Matrix(values[layer], 0, tokens, widths[layer], widths[layer]);
    }

    void advance(int tokens) {
        length += tokens;
    }
}
