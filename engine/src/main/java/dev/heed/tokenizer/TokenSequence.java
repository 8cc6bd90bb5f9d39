package dev.heed.tokenizer;

import java.util.Arrays;

/**
 * Token ids and, for each, the half-open place in the given text that it stands for, in UTF-16 units.
 *
 * <p>Three parallel arrays, not copied: whoever holds the record owns them. Starts and ends never decrease. Several
 * tokens may share a place (one Hangul syllable taken apart), and units that the normalizer removes inside a token belong
 * to its place.
 *
 * @param ids vocabulary ids, in text order
 * @param starts first unit of each token, inclusive
 * @param ends last unit of each token, exclusive
 */
public record TokenSequence(int[] ids, int[] starts, int[] ends) {
    /** @throws IllegalArgumentException if the arrays differ in length */
    public TokenSequence {
        if (ids.length != starts.length || ids.length != ends.length) {
            throw new IllegalArgumentException("token sequence: expected three arrays of one length, got " + ids.length
                    + ", " + starts.length + " and " + ends.length);
        }
    }

    /** Number of tokens. */
    public int size() {
        return ids.length;
    }

    /** The surface form of token {@code index} in the text it came from. */
    public String surface(String text, int index) {
        return text.substring(starts[index], ends[index]);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TokenSequence that
                && Arrays.equals(ids, that.ids)
                && Arrays.equals(starts, that.starts)
                && Arrays.equals(ends, that.ends);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * Arrays.hashCode(ids) + Arrays.hashCode(starts)) + Arrays.hashCode(ends);
    }

    @Override
    public String toString() {
        return "TokenSequence[ids=" + Arrays.toString(ids) + ", starts=" + Arrays.toString(starts) + ", ends="
                + Arrays.toString(ends) + "]";
    }
}
