package dev.heed.vectors;

import java.util.Objects;

/**
 * The simplest number for a word: a vector with a 1 at the word's place in the vocabulary and 0 everywhere else.
 *
 * <p>Only the place is kept; the vector is never made. Any two words are equally far apart, so it says nothing of what
 * they mean: <i>dog</i> is as far from <i>cat</i> as from <i>table</i>.
 *
 * @param place of the 1, from 0
 * @param dimension size of the vocabulary
 */
public record OneHot(int place, int dimension) {
    /** @throws IndexOutOfBoundsException if the place is outside */
    public OneHot {
        Objects.checkIndex(place, dimension);
    }

    /** The number at a place: 1 or 0. */
    public int at(int index) {
        return Objects.checkIndex(index, dimension) == place ? 1 : 0;
    }

    /** Cosine with another word of the vocabulary: 1 for the same word, else 0. */
    public int similarity(OneHot other) {
        check(other);
        return place == other.place ? 1 : 0;
    }

    /** Euclidean distance to another word: √2 for any other, 0 for the same. */
    public double distance(OneHot other) {
        return similarity(other) == 1 ? 0 : Math.sqrt(2);
    }

    private void check(OneHot other) {
        if (other.dimension != dimension) {
            throw new IllegalArgumentException(
                    "one-hot: expected vectors of one vocabulary, got " + dimension + " and " + other.dimension);
        }
    }
}
