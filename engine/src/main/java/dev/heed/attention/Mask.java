package dev.heed.attention;

/**
 * Which keys a query may attend to, and what is added to their scores. Passed in, never implied.
 *
 * <p>A query at position q sees the keys {@code from(q, keys)} to {@code to(q, keys)}, half-open; what lies outside has
 * weight 0. Positions are those of {@link Sequences#position}. Immutable and thread-safe.
 */
public sealed interface Mask {
    /** First visible key for the query at {@code position}, among {@code keys} keys. */
    default int from(int position, int keys) {
        return 0;
    }

    /** One past the last visible key. */
    default int to(int position, int keys) {
        return keys;
    }

    /** What is added to the scaled scores; null for nothing. */
    default Bias bias() {
        return null;
    }

    /** Everything is visible. */
    static Mask none() {
        return new None();
    }

    /** A query sees itself and what stands before it. */
    static Mask causal() {
        return new Causal();
    }

    /**
     * A query sees at most {@code before} keys before itself, itself, and {@code after} keys after itself.
     *
     * @throws IllegalArgumentException if either is negative
     */
    static Mask window(int before, int after) {
        return new Window(before, after);
    }

    /** Adds a bias to the scores of another mask's visible keys; −∞ hides a key. */
    static Mask biased(Mask visible, Bias bias) {
        return new Biased(visible, bias);
    }

    /** Adds to scores; asked for one row's stretch of keys at a time, so that no n × n table need exist. */
    @FunctionalInterface
    interface Bias {
        /**
         * Adds this bias to {@code scores[0 … count - 1]}, the scores of {@code query} for the keys {@code fromKey …}.
         *
         * @param query its place among the keys: its row within the sequence, counted from {@link Sequences#position}
         */
        void addTo(float[] scores, int sequence, int head, int query, int fromKey, int count);
    }

    /** See {@link Mask#none}. */
    record None() implements Mask {}

    /** See {@link Mask#causal}. */
    record Causal() implements Mask {
        @Override
        public int to(int position, int keys) {
            return Math.min(keys, position + 1);
        }
    }

    /** See {@link Mask#window}. */
    record Window(int before, int after) implements Mask {
        public Window {
            if (before < 0 || after < 0) {
                throw new IllegalArgumentException(
                        "window: expected widths of 0 or more, got " + before + " before and " + after + " after");
            }
        }

        @Override
        public int from(int position, int keys) {
            return Math.min(keys, Math.max(0, position - before));
        }

        @Override
        public int to(int position, int keys) {
            return (int) Math.min(keys, (long) position + after + 1);
        }
    }

    /** See {@link Mask#biased}. */
    record Biased(Mask visible, Bias bias) implements Mask {
        public Biased {
            if (visible == null || bias == null || visible.bias() != null) {
                throw new IllegalArgumentException("biased mask: expected a mask without a bias, and one bias");
            }
        }

        @Override
        public int from(int position, int keys) {
            return visible.from(position, keys);
        }

        @Override
        public int to(int position, int keys) {
            return visible.to(position, keys);
        }
    }
}
