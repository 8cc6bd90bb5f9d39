package dev.heed.tokenizer;

import java.util.Arrays;

/**
 * The special ids that a model expects around a single text, in order: for BERT {@code [CLS]} before and {@code [SEP]}
 * after.
 *
 * <p>The arrays are not copied.
 *
 * @param prefix ids put before the text's tokens
 * @param suffix ids put after them
 */
public record Template(int[] prefix, int[] suffix) {
    /** Nothing around the text. */
    public static final Template EMPTY = new Template(new int[0], new int[0]);

    /** Number of special ids that the template adds to a text. */
    public int size() {
        return prefix.length + suffix.length;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Template that
                && Arrays.equals(prefix, that.prefix)
                && Arrays.equals(suffix, that.suffix);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(prefix) + Arrays.hashCode(suffix);
    }

    @Override
    public String toString() {
        return "Template[prefix=" + Arrays.toString(prefix) + ", suffix=" + Arrays.toString(suffix) + "]";
    }
}
