package dev.heed.attention;

/**
 * What a call returns beside the attended values; paid for only when asked.
 *
 * @param weights whether all scores and weights are returned: n × n floats a head
 * @param top how many of the largest weights of each row are returned; 0 for none
 */
public record Capture(boolean weights, int top) {
    public Capture {
        if (top < 0) {
            throw new IllegalArgumentException("capture: expected 0 or more weights a row, got " + top);
        }
    }

    /** The attended values alone. */
    public static Capture nothing() {
        return new Capture(false, 0);
    }

    /** All scores and weights. */
    public static Capture everything() {
        return new Capture(true, 0);
    }

    /** The {@code k} largest weights of each row. */
    public static Capture largest(int k) {
        return new Capture(false, k);
    }
}
