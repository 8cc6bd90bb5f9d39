package dev.heed.model;

import dev.heed.attention.KeptKeys;
import dev.heed.tensor.Matrix;
import java.util.List;

/**
 * Keys and values of one sequence's tokens at every layer, so that tokens that follow need not read them again. A batch of
 * several sequences is given one each.
 *
 * <p>From {@link Transformer#newCache}. What is kept has the bits that one pass over the whole sequence has. Confined to one
 * pass at a time; {@link #fork} makes another that is independent.
 */
public final class KeyValueCache {
    private final List<KeptKeys> layers;
    private int length;

    /** @param layers of each layer, empty */
    KeyValueCache(List<KeptKeys> layers) {
        this.layers = List.copyOf(layers);
    }

    /** Tokens whose keys and values are kept. */
    public int length() {
        return length;
    }

    /** Bytes that it holds now; what it shares with a fork counts in both. */
    public long bytes() {
        return layers.stream().mapToLong(KeptKeys::bytes).sum();
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
     * Another cache with the first {@code tokens} of this one: for a prompt that begins like this one. What both have is
     * held once, until one of them writes over it.
     *
     * @throws IllegalArgumentException if there are fewer
     */
    public KeyValueCache fork(int tokens) {
        check(tokens);
        KeyValueCache fork = new KeyValueCache(
                layers.stream().map(layer -> layer.fork(tokens)).toList());
        fork.length = tokens;
        return fork;
    }

    /**
     * Becomes what another is, of the same model: what is kept beyond the first {@code alike} tokens is copied from there.
     *
     * @param alike tokens at the beginning that both have in common, whose keys and values are therefore the same here
     * @throws IllegalArgumentException if one of the two has fewer
     */
    public void become(KeyValueCache other, int alike) {
        check(alike);
        other.check(alike);
        for (int layer = 0; layer < layers.size(); layer++) {
            layers.get(layer).become(other.layers.get(layer), alike, other.length);
        }
        length = other.length;
    }

    private void check(int tokens) {
        if (tokens < 0 || tokens > length) {
            throw new IllegalArgumentException(
                    "key/value cache: expected 0 to " + length + " tokens, as many as are kept, got " + tokens);
        }
    }

    int layers() {
        return layers.size();
    }

    /** Writes what follows the tokens kept; they are kept themselves once {@link #advance} says so. */
    void write(int layer, Matrix key, Matrix value) {
        layers.get(layer).write(length, key, value);
    }

    /** What is kept of a layer, written tokens included. */
    KeptKeys layer(int layer) {
        return layers.get(layer);
    }

    /** A copy of the first {@code tokens} keys, written ones included; (tokens, width). */
    Matrix keys(int layer, int tokens) {
        return layers.get(layer).keys(tokens);
    }

    Matrix values(int layer, int tokens) {
        return layers.get(layer).values(tokens);
    }

    void advance(int tokens) {
        length += tokens;
    }
}
