package dev.heed.search;

import dev.heed.kernel.Kernels;
import dev.heed.kernel.search.ByteRows;

/**
 * Some rows at length 1 in bytes, {@code row/|row| = scale·bytes + rest}, and how long each rest is. Products with a
 * {@link VectorSketch} tell every cosine to within a bound:
 *
 * <pre>{@code
 * |u·v − scale·(bytes·numbers)/s| = |rest·v + (u − rest)·(v − numbers/s)| ≤ |rest| + (1 + |rest|)·error
 * }</pre>
 *
 * <p>Rows are first sieved in floats, whose rounding a margin makes up for. Immutable, thread-safe.
 */
final class RowSketch {
    /** Memory for each row beside a byte a number. */
    static final int BYTES_BESIDE = 2 * Float.BYTES + Double.BYTES;

    /** More than the few roundings of the sieve can lose, whose numbers are hardly above 4. */
    private static final float MARGIN = 1e-5f;

    private final int first;
    private final ByteRows bytes;
    private final float[] scales;
    private final float[] errors; // infinite for a row that has no finite length
    private final double[] norms;

    private RowSketch(int first, ByteRows bytes) {
        this.first = first;
        this.bytes = bytes;
        this.scales = new float[bytes.rows()];
        this.errors = new float[bytes.rows()];
        this.norms = new double[bytes.rows()];
    }

    static RowSketch of(VectorRows rows, int from, int to, Kernels kernels) {
        RowSketch sketch = new RowSketch(from, kernels.byteRows(to - from, rows.dimension()));
        float[] row = new float[rows.dimension()];
        byte[] numbers = new byte[row.length];
        for (int i = from; i < to; i++) {
            rows.copy(i, row, 0);
            sketch.set(i - from, row, numbers);
        }
        return sketch;
    }

    private void set(int index, float[] row, byte[] numbers) {
        double norm = RowCosines.norm(row);
        norms[index] = norm;
        if (norm == 0) {
            return; // zeros, exactly
        }
        if (!Double.isFinite(norm)) {
            errors[index] = Float.POSITIVE_INFINITY;
            return;
        }
        float most = 0;
        for (float value : row) {
            most = Math.max(most, Math.abs(value));
        }
        float scale = Math.nextUp((float) (most / norm / Byte.MAX_VALUE));
        double squares = 0;
        for (int j = 0; j < row.length; j++) {
            double value = row[j] / norm;
            numbers[j] = (byte) Math.rint(value / scale);
            double rest = value - (double) scale * numbers[j];
            squares += rest * rest;
        }
        bytes.set(index, numbers);
        scales[index] = scale;
        errors[index] = Math.nextUp((float) (Math.sqrt(squares) + VectorSketch.ROUNDING));
    }

    int rows() {
        return scales.length;
    }

    /** The length of a row, counted from the first of all. */
    double norm(int row) {
        return norms[row - first];
    }

    /** From one vector's products to the next one's. */
    int productStride() {
        return bytes.productStride();
    }

    /** Products with some vectors, one after the other. */
    int[] products(VectorSketch[] vectors, int from, int to) {
        short[][] numbers = new short[to - from][];
        for (int v = from; v < to; v++) {
            numbers[v - from] = vectors[v].numbers();
        }
        int[] products = new int[numbers.length * bytes.productStride()];
        bytes.multiply(numbers, products);
        return products;
    }

    /**
     * Offers the rows whose cosine with a vector may be of use.
     *
     * @param at where the vector's products begin
     * @param limit so many rows are looked at
     */
    void offerCosines(int[] products, int at, VectorSketch vector, int limit, Candidates candidates) {
        float unit = (float) (1 / vector.scale());
        float grown = (float) (1 + vector.error());
        float margin = (float) vector.error() + MARGIN;
        float least = (float) candidates.least();
        float[] uppers = new float[limit];
        for (int i = 0; i < limit; i++) { // a loop of its own, for the JIT to make vector instructions of it
            uppers[i] = products[at + i] * unit * scales[i] + errors[i] * grown;
        }
        for (int i = 0; i < limit; i++) {
            if (uppers[i] + margin >= least) {
                double cosine = cosine(products[at + i], vector, i);
                double error = error(vector, i);
                candidates.offer(first + i, cosine - error, cosine + error);
                least = (float) candidates.least();
            }
        }
    }

    private double cosine(int product, VectorSketch vector, int row) {
        return product / vector.scale() * scales[row];
    }

    private double error(VectorSketch vector, int row) {
        return errors[row] * (1 + vector.error()) + vector.error();
    }

    /**
     * Offers the rows whose {@link Ranking#PRODUCT} may be of use.
     *
     * @param at where the products of the first vector begin; the others' follow
     * @param three the vectors of a question
     */
    void offerProducts(int[] products, int at, VectorSketch[] three, int limit, Candidates candidates) {
        float unitA = (float) (1 / three[0].scale());
        float unitB = (float) (1 / three[1].scale());
        float unitC = (float) (1 / three[2].scale());
        float vectorError = (float) Math.max(three[0].error(), Math.max(three[1].error(), three[2].error()));
        float grown = 1 + vectorError;
        float margin = vectorError + MARGIN;
        int b = at + productStride();
        int c = b + productStride();
        float least = 4 * (float) candidates.least();
        for (int i = 0; i < limit; i++) {
            float error = errors[i] * grown + margin;
            float fromA = Math.max(0, 1 + products[at + i] * unitA * scales[i] - error);
            float toB = Math.max(0, 1 + products[b + i] * unitB * scales[i] + error);
            float toC = Math.max(0, 1 + products[c + i] * unitC * scales[i] + error);
            // (1 + b)/2·(1 + c)/2 against least·((1 + a)/2 + epsilon)
            if (toB * toC + MARGIN >= least * (fromA / 2 + (float) Ranking.EPSILON)) {
                offerProduct(i, products, at, three, candidates);
                least = 4 * (float) candidates.least();
            }
        }
    }

    private void offerProduct(int row, int[] products, int at, VectorSketch[] three, Candidates candidates) {
        double[] lower = new double[three.length];
        double[] upper = new double[three.length];
        for (int v = 0; v < three.length; v++) {
            double cosine = cosine(products[at + v * productStride() + row], three[v], row);
            double error = error(three[v], row);
            lower[v] = Math.clamp(cosine - error, -1, 1);
            upper[v] = Math.clamp(cosine + error, -1, 1);
        }
        candidates.offer(
                first + row,
                Ranking.product(upper[0], lower[1], lower[2]) * (1 - VectorSketch.ROUNDING),
                Ranking.product(lower[0], upper[1], upper[2]) * (1 + VectorSketch.ROUNDING));
    }
}
