package dev.heed.kernel;

import dev.heed.tensor.Matrix;

/**
 * Plain Java loops: the readable specification, the oracle of the other kernels, and what runs where nothing faster may.
 *
 * <p>The inner loops run over whole rows held in arrays of their own, all read at the same index: only then does the
 * JIT see that nothing overlaps, and turn them into vector instructions.
 */
public final class PlainKernels implements Kernels {
    public static final PlainKernels INSTANCE = new PlainKernels();

    /** Rows of x taken through the weights together. */
    private static final int ROW_TILE = 32;
    /** Rows of b that stay in the first-level cache while all rows of a pass over them. */
    private static final int INNER_BLOCK = 16;

    private PlainKernels() {}

    @Override
    public String name() {
        return "plain";
    }

    @Override
    public LinearLayout layout(NumberFormat format) {
        return switch (format) {
            case FP32 -> PlainKernels::prepare;
            case BF16 -> RoundedLinear.layout(PlainKernels::prepare);
            case INT8 -> PlainByteLinear.LAYOUT;
        };
    }

    private static PreparedLinear prepare(LinearWeights weights) {
        float[][] rows = new float[weights.rows().inputs()][weights.rows().outputs()];
        for (int i = 0; i < rows.length; i++) {
            weights.rows().copyRow(i, rows[i], 0);
        }
        return new PlainLinear(rows, weights.bias().clone());
    }

    @Override
    public RightFactor rightFactor(int k, int n) {
        return new PlainRightFactor(new float[k][n], new float[n]);
    }

    /** {@code c[i][j] += Σₚ a[i][p]·b[p][j]} for j from first to last − 1, on rows in arrays of their own. */
    static void multiplyAdd(
            float[] a, int aOffset, int aStride, int m, int k, float[][] b, int first, int last, float[][] c) {
        for (int from = 0; from < k; from += INNER_BLOCK) {
            int to = Math.min(k, from + INNER_BLOCK);
            int i = 0;
            for (; i + 2 <= m && to - from == INNER_BLOCK; i += 2) {
                int row = aOffset + i * aStride;
                for (int p = from; p < to; p += 4) {
                    addFourToTwo(a, row + p, row + aStride + p, b, p, c[i], c[i + 1], first, last);
                }
            }
            for (; i < m; i++) {
                addProducts(a, aOffset + i * aStride, from, to, b, first, last, c[i]);
            }
        }
    }

    /** Four rows of b, read once for two rows of c. */
    private static void addFourToTwo(
            float[] a, int at, int next, float[][] b, int p, float[] c, float[] d, int first, int last) {
        float a0 = a[at];
        float a1 = a[at + 1];
        float a2 = a[at + 2];
        float a3 = a[at + 3];
        float n0 = a[next];
        float n1 = a[next + 1];
        float n2 = a[next + 2];
        float n3 = a[next + 3];
        float[] b0 = b[p];
        float[] b1 = b[p + 1];
        float[] b2 = b[p + 2];
        float[] b3 = b[p + 3];
        for (int j = first; j < last; j++) {
            float x0 = b0[j];
            float x1 = b1[j];
            float x2 = b2[j];
            float x3 = b3[j];
            c[j] = Math.fma(a3, x3, Math.fma(a2, x2, Math.fma(a1, x1, Math.fma(a0, x0, c[j]))));
            d[j] = Math.fma(n3, x3, Math.fma(n2, x2, Math.fma(n1, x1, Math.fma(n0, x0, d[j]))));
        }
    }

    private static void addProducts(
            float[] a, int aRow, int from, int to, float[][] b, int first, int last, float[] c) {
        int p = from;
        for (; p + 4 <= to; p += 4) {
            int at = aRow + p;
            addFour(a[at], a[at + 1], a[at + 2], a[at + 3], b[p], b[p + 1], b[p + 2], b[p + 3], c, first, last);
        }
        for (; p < to; p++) {
            addOne(a[aRow + p], b[p], c, first, last);
        }
    }

    private static void addFour(
            float a0,
            float a1,
            float a2,
            float a3,
            float[] b0,
            float[] b1,
            float[] b2,
            float[] b3,
            float[] c,
            int first,
            int last) {
        for (int j = first; j < last; j++) {
            c[j] = Math.fma(a3, b3[j], Math.fma(a2, b2[j], Math.fma(a1, b1[j], Math.fma(a0, b0[j], c[j]))));
        }
    }

    private static void addOne(float a, float[] b, float[] c, int first, int last) {
        for (int j = first; j < last; j++) {
            c[j] = Math.fma(a, b[j], c[j]);
        }
    }

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

    static void activate(Activation activation, float[] x, int offset, int n) {
        switch (activation) {
            case IDENTITY -> {}
            case RELU -> relu(x, offset, n);
            case GELU -> gelu(x, offset, n);
            case GELU_TANH -> geluTanh(x, offset, n);
            case SILU -> silu(x, offset, n);
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

    /** Rows in arrays of their own; sums are made in another and copied. */
    private record PlainRightFactor(float[][] rows, float[] sums) implements RightFactor {
        @Override
        public void setRows(Matrix from) {
            for (int p = 0; p < from.rows(); p++) {
                System.arraycopy(from.data(), from.index(p), rows[p], 0, from.columns());
            }
        }

        @Override
        public void setColumns(Matrix from) {
            for (int j = 0; j < from.rows(); j++) {
                for (int p = 0; p < from.columns(); p++) {
                    rows[p][j] = from.data()[from.index(j) + p];
                }
            }
        }

        @Override
        public int padded(int columns) {
            return columns;
        }

        @Override
        public void multiplyAdd(Matrix a, Matrix c) {
            for (int i = 0; i < a.rows(); i++) {
                System.arraycopy(c.data(), c.index(i), sums, 0, c.columns());
                addProducts(a.data(), a.index(i), 0, a.columns(), rows, 0, c.columns(), sums);
                System.arraycopy(sums, 0, c.data(), c.index(i), c.columns());
            }
        }
    }

    private record PlainLinear(float[][] weight, float[] bias) implements PreparedLinear {
        @Override
        public int inputs() {
            return weight.length;
        }

        @Override
        public int outputs() {
            return bias.length;
        }

        @Override
        public void apply(Matrix x, Activation activation, Matrix y, int from, int to) {
            float[][] sums = new float[Math.min(ROW_TILE, x.rows())][bias.length];
            for (int first = 0; first < x.rows(); first += ROW_TILE) {
                int rows = Math.min(ROW_TILE, x.rows() - first);
                for (int i = 0; i < rows; i++) {
                    System.arraycopy(bias, from, sums[i], from, to - from);
                }
                multiplyAdd(x.data(), x.index(first), x.stride(), rows, inputs(), weight, from, to, sums);
                for (int i = 0; i < rows; i++) {
                    activate(activation, sums[i], from, to - from);
                    System.arraycopy(sums[i], from, y.data(), y.index(first + i) + from, to - from);
                }
            }
        }
    }
}
