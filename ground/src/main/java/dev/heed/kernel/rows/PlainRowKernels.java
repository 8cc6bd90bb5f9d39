package dev.heed.kernel.rows;

import dev.heed.tensor.Matrix;

/** Plain Java loops: the definition. */
public final class PlainRowKernels implements RowKernels {
    /** Has no state. */
    public static final PlainRowKernels INSTANCE = new PlainRowKernels();

    private PlainRowKernels() {}

    @Override
    public void exponentials(float[] x, int offset, int n, float subtrahend) {
        for (int i = offset; i < offset + n; i++) {
            x[i] = FloatMath.exp(x[i] - subtrahend);
        }
    }

    @Override
    public void scaledMaxima(float[] x, int offset, int stride, int rows, int n, float scale, float[] maxima) {
        for (int i = 0; i < rows; i++) {
            int row = offset + i * stride;
            float max = Float.NEGATIVE_INFINITY;
            for (int j = row; j < row + n; j++) {
                x[j] *= scale;
                max = Math.max(max, x[j]);
            }
            maxima[i] = max;
        }
    }

    @Override
    public void exponentialSums(float[] x, int offset, int stride, int rows, int n, float[] subtrahends, float[] sums) {
        for (int i = 0; i < rows; i++) {
            exponentials(x, offset + i * stride, n, subtrahends[i]);
            sums[i] = sum(x, offset + i * stride, n);
        }
    }

    @Override
    public void activate(Activation activation, Matrix x) {
        for (int i = 0; i < x.rows(); i++) {
            activate(activation, x.data(), x.index(i), x.columns());
        }
    }

    /** The same for n elements of one row. */
    public static void activate(Activation activation, float[] x, int offset, int n) {
        switch (activation) {
            case IDENTITY -> {}
            case RELU -> relu(x, offset, n);
            case GELU -> gelu(x, offset, n);
            case GELU_TANH -> geluTanh(x, offset, n);
            case SILU -> silu(x, offset, n);
            default -> rare(activation, x, offset, n);
        }
    }

    /** Those that no model in wide use has: by their definitions. */
    private static void rare(Activation activation, float[] x, int offset, int n) {
        for (int i = offset; i < offset + n; i++) {
            x[i] = FloatMath.rare(activation, x[i]);
        }
    }

    private static void relu(float[] x, int offset, int n) {
        for (int i = offset; i < offset + n; i++) {
            x[i] = Math.max(x[i], 0f);
        }
    }

    private static void gelu(float[] x, int offset, int n) {
        for (int i = offset; i < offset + n; i++) {
            x[i] = FloatMath.gelu(x[i]);
        }
    }

    private static void geluTanh(float[] x, int offset, int n) {
        for (int i = offset; i < offset + n; i++) {
            x[i] = FloatMath.geluTanh(x[i]);
        }
    }

    private static void silu(float[] x, int offset, int n) {
        for (int i = offset; i < offset + n; i++) {
            x[i] = FloatMath.silu(x[i]);
        }
    }

    @Override
    public void layerNorm(Matrix x, Matrix residual, float[] weight, float[] bias, float epsilon, Matrix output) {
        float[] row = new float[x.columns()];
        float[] squares = new float[x.columns()];
        for (int i = 0; i < x.rows(); i++) {
            System.arraycopy(x.data(), x.index(i), row, 0, row.length);
            if (residual != null) {
                addRow(residual.data(), residual.index(i), row);
            }
            normalize(row, squares, weight, bias, epsilon);
            System.arraycopy(row, 0, output.data(), output.index(i), row.length);
        }
    }

    private static void addRow(float[] from, int offset, float[] row) {
        for (int j = 0; j < row.length; j++) {
            row[j] += from[offset + j];
        }
    }

    private static void normalize(float[] row, float[] squares, float[] weight, float[] bias, float epsilon) {
        float mean = LaneSum.of(row, 0, row.length) / row.length;
        for (int j = 0; j < row.length; j++) {
            row[j] -= mean;
            squares[j] = row[j] * row[j];
        }
        float variance = LaneSum.of(squares, 0, row.length) / row.length;
        float scale = 1f / (float) Math.sqrt(variance + epsilon);
        for (int j = 0; j < row.length; j++) {
            row[j] = Math.fma(row[j] * scale, weight[j], bias[j]);
        }
    }
}
