package dev.heed.meaning.sense;

import dev.heed.tensor.Matrix;
import dev.heed.tensor.Vectors;
import java.io.Serializable;

/**
 * Sums of vectors by group. Numbers are rounded to 2⁻³⁶ and added as integers, so that sums of some rows and of others merge to
 * the same bits in whatever order: on threads, on machines. For numbers of at most 1 and up to 100 million rows. Not thread-safe.
 */
public final class RowSums implements Serializable {
    private static final long serialVersionUID = 1;
    private static final double UNIT = 0x1p36;

    private final long[][] sums; // (groups, dimension)

    /** Nothing added yet. */
    public RowSums(int groups, int dimension) {
        sums = new long[groups][dimension];
    }

    /** Adds a row of a matrix's data to a group; below 0 for none. */
    public void add(float[] data, int from, int group) {
        if (group < 0) {
            return;
        }
        long[] sum = sums[group];
        for (int column = 0; column < sum.length; column++) {
            sum[column] += Math.round(data[from + column] * UNIT);
        }
    }

    /** Adds what others added; this one. */
    public RowSums add(RowSums other) {
        for (int g = 0; g < sums.length; g++) {
            for (int column = 0; column < sums[g].length; column++) {
                sums[g][column] += other.sums[g][column];
            }
        }
        return this;
    }

    /** The sums at length 1; (groups, dimension). */
    Matrix directions() {
        float[][] rows = new float[sums.length][];
        for (int g = 0; g < rows.length; g++) {
            rows[g] = new float[sums[g].length];
            for (int column = 0; column < rows[g].length; column++) {
                rows[g][column] = (float) (sums[g][column] / UNIT);
            }
            Vectors.normalize(rows[g]);
        }
        return Matrix.copyOf(rows);
    }
}
