package dev.heed.model;

import dev.heed.kernel.Kernels;
import dev.heed.tensor.Matrix;

/** A normalization of each row, with what it learned. Immutable, thread-safe. */
public sealed interface Norm {
    /** Leaves rows as they are. */
    Norm NONE = new None();

    /** Length of the rows; 0 for any. */
    int size();

    /**
     * Normalises {@code x + residual} into {@code y}, which is returned; (rows, size).
     *
     * @param x may be y
     * @param residual null for none; may be y
     */
    Matrix into(Matrix y, Matrix x, Matrix residual, Kernels kernels);

    /**
     * Layer normalization with its learned scale and shift (Ba et al., 2016).
     *
     * @param weight (size)
     * @param bias (size); zeros where a model has none
     * @param epsilon added to the variance
     */
    record Layer(float[] weight, float[] bias, float epsilon) implements Norm {
        @Override
        public int size() {
            return weight.length;
        }

        @Override
        public Matrix into(Matrix y, Matrix x, Matrix residual, Kernels kernels) {
            kernels.layerNorm(x, residual, weight, bias, epsilon, y);
            return y;
        }
    }

    /**
     * {@code v / √(mean of v² + epsilon) · weight} (Zhang and Sennrich, 2019); the mean by the kernels' tree of sums.
     *
     * @param weight (size); of models that learn what is added to 1, that sum
     * @param epsilon added to the mean of the squares
     */
    record RootMeanSquare(float[] weight, float epsilon) implements Norm {
        /** Of a model that stores its scale less 1. */
        public static RootMeanSquare onePlus(float[] stored, float epsilon) {
            float[] weight = new float[stored.length];
            for (int i = 0; i < weight.length; i++) {
                weight[i] = 1f + stored[i];
            }
            return new RootMeanSquare(weight, epsilon);
        }

        @Override
        public int size() {
            return weight.length;
        }

        @Override
        public Matrix into(Matrix y, Matrix x, Matrix residual, Kernels kernels) {
            float[] row = new float[x.columns()];
            float[] squares = new float[x.columns()];
            for (int i = 0; i < x.rows(); i++) {
                System.arraycopy(x.data(), x.index(i), row, 0, row.length);
                if (residual != null) {
                    add(residual.data(), residual.index(i), row);
                }
                scale(row, squares, kernels);
                System.arraycopy(row, 0, y.data(), y.index(i), row.length);
            }
            return y;
        }

        private void scale(float[] row, float[] squares, Kernels kernels) {
            for (int j = 0; j < row.length; j++) {
                squares[j] = row[j] * row[j];
            }
            float mean = kernels.sum(squares, 0, row.length) / row.length;
            float factor = 1f / (float) Math.sqrt(mean + epsilon);
            for (int j = 0; j < row.length; j++) {
                row[j] = row[j] * factor * weight[j];
            }
        }

        private static void add(float[] from, int offset, float[] row) {
            for (int j = 0; j < row.length; j++) {
                row[j] += from[offset + j];
            }
        }
    }

    /**
     * Only a factor: what a sublayer gives, made smaller before it is added (Granite).
     *
     * @param factor on each number
     */
    record Scaled(float factor) implements Norm {
        @Override
        public int size() {
            return 0;
        }

        @Override
        public Matrix into(Matrix y, Matrix x, Matrix residual, Kernels kernels) {
            for (int i = 0; i < x.rows(); i++) {
                for (int j = 0; j < x.columns(); j++) {
                    float scaled = x.data()[x.index(i) + j] * factor;
                    y.data()[y.index(i) + j] =
                            residual == null ? scaled : scaled + residual.data()[residual.index(i) + j];
                }
            }
            return y;
        }
    }

    /** {@code second(first(x + residual) + residual)}: the residual is added twice. The result may not be the residual. */
    record Twice(Norm first, Norm second) implements Norm {
        @Override
        public int size() {
            return second.size();
        }

        @Override
        public Matrix into(Matrix y, Matrix x, Matrix residual, Kernels kernels) {
            return second.into(y, first.into(y, x, residual, kernels), residual, kernels);
        }
    }

    /** See {@link #NONE}. */
    record None() implements Norm {
        @Override
        public int size() {
            return 0;
        }

        @Override
        public Matrix into(Matrix y, Matrix x, Matrix residual, Kernels kernels) {
            for (int i = 0; i < x.rows(); i++) {
                if (residual != null) {
                    add(x.data(), x.index(i), residual.data(), residual.index(i), y.data(), y.index(i), x.columns());
                } else if (y.data() != x.data() || y.offset() != x.offset()) {
                    System.arraycopy(x.data(), x.index(i), y.data(), y.index(i), x.columns());
                }
            }
            return y;
        }

        private static void add(float[] a, int fromA, float[] b, int fromB, float[] sum, int to, int n) {
            for (int j = 0; j < n; j++) {
                sum[to + j] = a[fromA + j] + b[fromB + j];
            }
        }
    }
}
