package dev.heed.tensor;

/**
 * Arithmetic on single vectors, accumulated in double from the first element to the last, so that no product of two
 * floats overflows and the result depends on nothing but the values.
 */
public final class Vectors {
    private Vectors() {}

    /** Σ aᵢ·bᵢ. */
    public static double dot(float[] a, float[] b) {
        if (a.length != b.length) {
            throw new IllegalArgumentException(
                    "dot product: expected vectors of one length, got " + a.length + " and " + b.length);
        }
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (double) a[i] * b[i];
        }
        return sum;
    }

    /** Euclidean length. */
    public static double norm(float[] vector) {
        return Math.sqrt(dot(vector, vector));
    }

    /**
     * Cosine of the angle between two vectors, in [-1, 1]; 0 if either is all zeros.
     *
     * <p>Finite for every finite input: squares of the largest float and of the smallest subnormal fit a double.
     */
    public static double cosine(float[] a, float[] b) {
        double lengths = norm(a) * norm(b);
        if (lengths == 0) {
            return 0;
        }
        return Math.max(-1, Math.min(1, dot(a, b) / lengths));
    }

    /** Scales to length 1 in place; a vector of zeros stays as it is. */
    public static void normalize(float[] vector) {
        double norm = norm(vector);
        if (norm == 0) {
            return;
        }
        for (int i = 0; i < vector.length; i++) {
            vector[i] = (float) (vector[i] / norm);
        }
    }

    /** The mean of some rows of a matrix; (columns). At least one row. */
    public static float[] mean(Matrix matrix, int... rows) {
        if (rows.length == 0) {
            throw new IllegalArgumentException("mean: expected at least one row, got none");
        }
        double[] sum = new double[matrix.columns()];
        for (int row : rows) {
            int start = matrix.index(row);
            for (int i = 0; i < sum.length; i++) {
                sum[i] += matrix.data()[start + i];
            }
        }
        float[] mean = new float[sum.length];
        for (int i = 0; i < mean.length; i++) {
            mean[i] = (float) (sum[i] / rows.length);
        }
        return mean;
    }
}
