package dev.heed.view;

import dev.heed.tensor.Vectors;
import java.util.ArrayList;
import java.util.List;

/**
 * Vectors on a plane: their two principal components (Pearson, 1901), after each was brought to length 1, so that distance
 * on the map follows the angle between vectors. Seedless: the same vectors give the same map.
 *
 * @param paths for each path its points in order, each {@code {x, y}}
 * @param variance share of the vectors' variance along x and along y; what is left is not on the map
 */
public record PlaneMap(List<List<float[]>> paths, float[] variance) {
    private static final int ROUNDS = 400;

    /** @param each how many of the vectors, in their order, make one path */
    static PlaneMap of(List<float[]> vectors, int each) {
        int n = vectors.size();
        double[][] centred = centred(vectors);
        double[][] gram = new double[n][n]; // its eigenvectors are the points' places along the components
        double trace = 0;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                gram[i][j] = dot(centred[i], centred[j]);
            }
            trace += gram[i][i];
        }
        double[][] axes = new double[2][];
        float[] variance = new float[2];
        for (int axis = 0; axis < 2; axis++) {
            double[] direction = strongest(gram);
            double value = Math.max(0, dot(direction, times(gram, direction)));
            variance[axis] = trace == 0 ? 0 : (float) (value / trace);
            axes[axis] = scaled(direction, Math.sqrt(value));
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    gram[i][j] -= value * direction[i] * direction[j];
                }
            }
        }
        List<List<float[]>> paths = new ArrayList<>();
        for (int first = 0; first < n; first += each) {
            List<float[]> path = new ArrayList<>();
            for (int i = first; i < first + each; i++) {
                path.add(new float[] {(float) axes[0][i], (float) axes[1][i]});
            }
            paths.add(List.copyOf(path));
        }
        return new PlaneMap(List.copyOf(paths), variance);
    }

    private static double[][] centred(List<float[]> vectors) {
        int width = vectors.getFirst().length;
        double[] mean = new double[width];
        double[][] unit = new double[vectors.size()][width];
        for (int i = 0; i < unit.length; i++) {
            double norm = Vectors.norm(vectors.get(i));
            for (int d = 0; d < width; d++) {
                unit[i][d] = norm == 0 ? 0 : vectors.get(i)[d] / norm;
                mean[d] += unit[i][d] / unit.length;
            }
        }
        for (double[] row : unit) {
            for (int d = 0; d < width; d++) {
                row[d] -= mean[d];
            }
        }
        return unit;
    }

    /** The eigenvector of the largest eigenvalue, by power iteration; its largest entry is positive. */
    private static double[] strongest(double[][] matrix) {
        double[] vector = new double[matrix.length];
        for (int i = 0; i < vector.length; i++) {
            vector[i] = 1 + Math.floorMod(i * 37, 11); // not at right angles to anything by accident
        }
        for (int round = 0; round < ROUNDS; round++) {
            double[] next = times(matrix, vector);
            double norm = Math.sqrt(dot(next, next));
            if (norm < 1e-12) {
                return new double[vector.length];
            }
            vector = scaled(next, 1 / norm);
        }
        int largest = 0;
        for (int i = 1; i < vector.length; i++) {
            largest = Math.abs(vector[i]) > Math.abs(vector[largest]) ? i : largest;
        }
        return vector[largest] < 0 ? scaled(vector, -1) : vector;
    }

    private static double[] times(double[][] matrix, double[] vector) {
        double[] result = new double[vector.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = dot(matrix[i], vector);
        }
        return result;
    }

    private static double[] scaled(double[] vector, double factor) {
        double[] result = new double[vector.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = vector[i] * factor;
        }
        return result;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
