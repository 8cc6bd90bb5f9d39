package dev.heed.meaning.sense;

import dev.heed.meaning.feature.RowProducts;
import dev.heed.tensor.Matrix;
import dev.heed.tensor.Vectors;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Occurrences on a plane: the two directions in which their vectors differ most (principal components, Pearson 1901). The
 * groups have no say in it, so what looks apart is apart; what looks together may still differ in other directions. The
 * same vectors give the same map.
 *
 * @param places one an occurrence, {@code {x, y}}
 * @param variance share of the vectors' variance along x and along y
 */
public record SenseMap(float[][] places, float[] variance) {
    private static final int AXES = 2;
    private static final int ROUNDS = 60;
    /** Rows that the directions are found from, spread evenly over all. */
    private static final int SAMPLE = 1_000;

    static SenseMap of(Matrix vectors) {
        int n = vectors.rows();
        float[] mean = Vectors.mean(vectors, IntStream.range(0, n).toArray());
        Matrix sample = centred(vectors, mean);
        float[][] axes = new float[AXES][];
        float[][] places = new float[n][AXES];
        float[] variance = new float[AXES];
        double total = Arrays.stream(RowProducts.squares(sample)).sum();
        for (int axis = 0; axis < AXES; axis++) {
            axes[axis] = strongest(sample, axis == 0 ? null : axes[0]);
            double along = 0;
            for (float product : RowProducts.with(sample, axes[axis])) {
                along += (double) product * product;
            }
            variance[axis] = total == 0 ? 0 : (float) (along / total);
            float[] all = RowProducts.with(vectors, axes[axis]);
            double shift = Vectors.dot(mean, axes[axis]);
            for (int i = 0; i < n; i++) {
                places[i][axis] = (float) (all[i] - shift);
            }
        }
        return new SenseMap(places, variance);
    }

    private static Matrix centred(Matrix vectors, float[] mean) {
        int size = Math.min(SAMPLE, vectors.rows());
        float[][] rows = new float[size][];
        for (int i = 0; i < size; i++) {
            rows[i] = vectors.row((int) ((long) i * vectors.rows() / size));
            for (int column = 0; column < mean.length; column++) {
                rows[i][column] -= mean[column];
            }
        }
        return Matrix.copyOf(rows);
    }

    /** The direction of most variance, at right angles to another, by power iteration; its largest entry is positive. */
    private static float[] strongest(Matrix rows, float[] other) {
        float[] direction = new float[rows.columns()];
        for (int i = 0; i < direction.length; i++) {
            direction[i] = 1 + Math.floorMod(i * 37, 11); // not at right angles to anything by accident
        }
        for (int round = 0; round < ROUNDS; round++) {
            float[] products = RowProducts.with(rows, direction);
            double[] next = new double[direction.length];
            for (int i = 0; i < rows.rows(); i++) {
                int from = rows.index(i);
                for (int column = 0; column < next.length; column++) {
                    next[column] += (double) products[i] * rows.data()[from + column];
                }
            }
            for (int column = 0; column < next.length; column++) {
                direction[column] = (float) next[column];
            }
            if (other != null) {
                float along = (float) Vectors.dot(direction, other);
                for (int column = 0; column < next.length; column++) {
                    direction[column] -= along * other[column];
                }
            }
            Vectors.normalize(direction);
        }
        int largest = 0;
        for (int i = 1; i < direction.length; i++) {
            largest = Math.abs(direction[i]) > Math.abs(direction[largest]) ? i : largest;
        }
        if (direction[largest] < 0) {
            for (int i = 0; i < direction.length; i++) {
                direction[i] = -direction[i];
            }
        }
        return direction;
    }
}
