package dev.heed.meaning.sense;

import dev.heed.meaning.feature.RowProducts;
import dev.heed.tensor.Matrix;
import java.util.Arrays;

/**
 * The vectors of a word's occurrences, wherever they lie: in memory, or on many machines. Occurrences have numbers from 0, in the
 * order of the corpus; the same vectors give the same answers, bit for bit, however they are spread.
 */
public interface OccurrenceRows {
    /** How many. */
    int count();

    /** Some of the vectors, in the order of the numbers; copied. */
    Matrix some(int[] numbers);

    /**
     * Sums by group.
     *
     * @param groups one an occurrence, below 0 for none
     * @param count of groups
     */
    RowSums sums(int[] groups, int count);

    /**
     * The dot products of every vector with every centre, by {@link RowProducts#between}; (occurrences, centres).
     *
     * @param centres (centres, dimension)
     */
    Matrix cosines(Matrix centres);

    /** Vectors in memory; (occurrences, dimension). */
    static OccurrenceRows of(Matrix vectors) {
        return new OccurrenceRows() {
            @Override
            public int count() {
                return vectors.rows();
            }

            @Override
            public Matrix some(int[] numbers) {
                return Matrix.copyOf(
                        Arrays.stream(numbers).mapToObj(vectors::row).toArray(float[][]::new));
            }

            @Override
            public RowSums sums(int[] groups, int count) {
                RowSums sums = new RowSums(count, vectors.columns());
                for (int i = 0; i < groups.length; i++) {
                    sums.add(vectors.data(), vectors.index(i), groups[i]);
                }
                return sums;
            }

            @Override
            public Matrix cosines(Matrix centres) {
                return RowProducts.between(vectors, centres);
            }
        };
    }
}
