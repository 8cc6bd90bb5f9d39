package dev.heed.attention;

import dev.heed.kernel.Kernels;
import dev.heed.kernel.tile.RightFactor;
import dev.heed.tensor.Matrix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One head on one sequence: scores in tiles of {@value #QUERY_TILE} queries by {@value #KEY_BLOCK} keys, softmax
 * streaming over the blocks.
 *
 * <p>Blocks start at multiples of their size from the sequence's first key, so a row's sums are cut the same whatever
 * stands around it. Confined to one thread.
 */
final class HeadPass {
    static final int QUERY_TILE = 96;
    static final int KEY_BLOCK = 128;
    /** Queries whose unfinished values stay in the second cache while the keys pass; a multiple of a tile. */
    static final int QUERY_CHUNK = 21 * QUERY_TILE;

    private final Kernels kernels;
    private final Matrix query; // (queries, headDim)
    private final HeadBlocks keys;
    private final Scoring scoring;

    private final HeadBuffers buffers;
    private final int block; // numbers from row to row of the scores: KEY_BLOCK, or less if there are fewer keys
    private final float[] scores; // (QUERY_TILE, block)
    private final float[] maxima; // of the scores' rows
    private final float[] sums; // of their exponentials

    /**
     * How dot products become scores.
     *
     * @param head of the first row
     * @param position of the first row among the keys
     * @param together whether the rows are heads of one query, else queries of one head
     */
    record Scoring(float scale, Mask mask, int sequence, int head, int position, boolean together) {
        Scoring from(int query) {
            return new Scoring(scale, mask, sequence, head(query), at(query), together);
        }

        /** A row's place among the keys. */
        int at(int row) {
            return together ? position : position + row;
        }

        int head(int row) {
            return together ? head + row : head;
        }

        /** Whether each of some rows sees all of some keys, with nothing added to their scores. */
        boolean plain(int from, int to, int firstKey, int endKey, int keys) {
            return scale > 0
                    && mask.bias() == null
                    && mask.from(at(to - 1), keys) <= firstKey // later queries see no less far, and begin no earlier
                    && mask.to(at(from), keys) >= endKey;
        }
    }

    /** @param buffers large enough for the pass; nothing in them outlives it */
    HeadPass(Kernels kernels, Matrix query, HeadBlocks keys, Scoring scoring, HeadBuffers buffers) {
        this.kernels = kernels;
        this.query = query;
        this.keys = keys;
        this.scoring = scoring;
        this.buffers = buffers;
        this.block = buffers.columns(keys.count());
        this.scores = buffers.scores();
        this.maxima = buffers.maxima();
        this.sums = buffers.sums();
    }

    /** The attended values; output (queries, valueDim). */
    void attend(Matrix output) {
        for (int from = 0; from < query.rows(); from += QUERY_CHUNK) {
            attend(output.rows(from, Math.min(query.rows(), from + QUERY_CHUNK)), from);
        }
    }

    /** Those of the queries from {@code from} on. */
    private void attend(Matrix output, int from) {
        Running running = new Running(output.rows(), output.columns());
        int seenFrom = scoring.mask().from(scoring.at(from), keys.count());
        int seenTo = scoring.mask().to(scoring.at(from + output.rows() - 1), keys.count()); // later see no less far
        for (int first = seenFrom / KEY_BLOCK * KEY_BLOCK; first < seenTo; first += KEY_BLOCK) {
            int count = keysFrom(first);
            RightFactor values = keys.values(first, count);
            for (int tile = 0; tile < output.rows(); tile += QUERY_TILE) {
                int rows = Math.min(QUERY_TILE, output.rows() - tile);
                if (!visible(from + tile, rows, first, count)) {
                    continue;
                }
                scoreAndFindMaxima(from + tile, rows, first, count);
                running.include(tile, rows, count);
                running.add(values, tile, rows, count);
            }
        }
        running.finish(output);
    }

    /** Keys of the block that begins there. */
    private int keysFrom(int first) {
        return Math.min(KEY_BLOCK, keys.count() - first);
    }

    /** Scores and weights of all rows. */
    AttentionMap map() {
        Matrix all = Matrix.zeros(query.rows(), keys.count());
        Matrix weights = Matrix.zeros(query.rows(), keys.count());
        for (int tile = 0; tile < query.rows(); tile += QUERY_TILE) {
            int rows = Math.min(QUERY_TILE, query.rows() - tile);
            float[][] full = scoreRows(tile, rows);
            for (int i = 0; i < rows; i++) {
                System.arraycopy(full[i], 0, all.data(), all.index(tile + i), keys.count());
                softmax(full[i]);
                System.arraycopy(full[i], 0, weights.data(), weights.index(tile + i), keys.count());
            }
        }
        return new AttentionMap(all, weights);
    }

    /** The k largest weights of each row. */
    TopWeights top(int k) {
        List<TopWeights.Row> result = new ArrayList<>(query.rows());
        for (int tile = 0; tile < query.rows(); tile += QUERY_TILE) {
            float[][] full = scoreRows(tile, Math.min(QUERY_TILE, query.rows() - tile));
            for (float[] row : full) {
                softmax(row);
                result.add(largest(row, k));
            }
        }
        return new TopWeights(List.copyOf(result));
    }

    /**
     * Every step of one row.
     *
     * @param key of the pass; (keys, headDim)
     * @param value of the pass; (keys, valueDim)
     */
    AttentionTrace trace(Matrix key, Matrix value, int row) {
        float[] products = products(row);
        float[] scaled = scoreRows(row, 1)[0];
        float max = max(scaled, 0, scaled.length);
        float[] exponentials = scaled.clone();
        boolean blind = max == Float.NEGATIVE_INFINITY;
        if (blind) {
            Arrays.fill(exponentials, 0f);
        } else {
            kernels.exponentials(exponentials, 0, exponentials.length, max);
        }
        float sum = kernels.sum(exponentials, 0, exponentials.length);
        float[] weights = scaled.clone();
        softmax(weights);
        Matrix weighted = Matrix.zeros(key.rows(), value.columns());
        for (int j = 0; j < key.rows(); j++) {
            for (int d = 0; d < value.columns(); d++) {
                weighted.data()[weighted.index(j) + d] = weights[j] * value.at(j, d);
            }
        }
        Matrix result = Matrix.zeros(1, value.columns());
        var own = new HeadBuffers(kernels, 1, key.rows(), key.columns(), value.columns());
        var blocks = new HeadBlocks.Loaded(key, value, own);
        new HeadPass(kernels, query.rows(row, row + 1), blocks, scoring.from(row), own).attend(result);
        return new AttentionTrace(
                query.row(row),
                copy(key),
                products,
                bias(row),
                scaled,
                blind ? 0f : max,
                exponentials,
                sum,
                weights,
                copy(value),
                weighted,
                result.row(0));
    }

    /** Softmax in place over a whole row; all hidden gives zeros. */
    private void softmax(float[] row) {
        float max = max(row, 0, row.length);
        if (max == Float.NEGATIVE_INFINITY) {
            Arrays.fill(row, 0f);
            return;
        }
        kernels.exponentials(row, 0, row.length, max);
        float sum = kernels.sum(row, 0, row.length);
        for (int j = 0; j < row.length; j++) {
            row[j] /= sum;
        }
    }

    /** Scores of some rows for all keys; (rows, keys). */
    private float[][] scoreRows(int from, int rows) {
        float[][] full = new float[rows][keys.count()];
        for (int first = 0; first < keys.count(); first += KEY_BLOCK) {
            int count = keysFrom(first);
            score(from, rows, first, count);
            for (int i = 0; i < rows; i++) {
                System.arraycopy(scores, i * block, full[i], first, count);
            }
        }
        return full;
    }

    /** Fills {@link #scores}, −∞ behind the last key up to a whole group of lanes, and {@link #maxima}. */
    private void scoreAndFindMaxima(int tile, int rows, int first, int count) {
        boolean plain = scoring.plain(tile, tile + rows, first, first + count, keys.count());
        if (plain) {
            multiply(tile, rows, first, count);
        } else {
            score(tile, rows, first, count);
        }
        int padded = HeadBuffers.wholeGroups(count);
        for (int i = 0; i < rows && count < padded; i++) {
            Arrays.fill(scores, i * block + count, i * block + padded, Float.NEGATIVE_INFINITY);
        }
        kernels.scaledMaxima(scores, 0, block, rows, padded, plain ? scoring.scale() : 1f, maxima);
    }

    /** Fills {@link #scores}: dot products, scaled, bias added, −∞ where hidden. */
    private void score(int tile, int rows, int first, int count) {
        multiply(tile, rows, first, count);
        Mask mask = scoring.mask();
        for (int i = 0; i < rows; i++) {
            int row = i * block;
            for (int j = row; j < row + count; j++) {
                scores[j] *= scoring.scale();
            }
            int at = scoring.at(tile + i);
            if (mask.bias() != null) {
                addBias(mask.bias(), tile + i, row, first, count);
            }
            int from = Math.clamp(mask.from(at, keys.count()) - (long) first, 0, count);
            int to = Math.clamp(mask.to(at, keys.count()) - (long) first, from, count);
            Arrays.fill(scores, row, row + from, Float.NEGATIVE_INFINITY);
            Arrays.fill(scores, row + to, row + count, Float.NEGATIVE_INFINITY);
        }
    }

    private void addBias(Mask.Bias bias, int query, int row, int first, int count) {
        float[] biased = Arrays.copyOfRange(scores, row, row + count);
        bias.addTo(biased, scoring.sequence(), scoring.head(query), scoring.at(query), first, count);
        System.arraycopy(biased, 0, scores, row, count);
    }

    /** Fills {@link #scores} with the dot products of some queries and one block of keys. */
    private void multiply(int tile, int rows, int first, int count) {
        Matrix products = new Matrix(scores, 0, rows, buffers.columns(count), block);
        keys.keys(first, count).multiply(query.rows(tile, tile + rows), products);
    }

    /** What is added to one row's scores; null for nothing. */
    private float[] bias(int row) {
        Mask.Bias added = scoring.mask().bias();
        if (added == null) {
            return null;
        }
        float[] bias = new float[keys.count()];
        added.addTo(bias, scoring.sequence(), scoring.head(row), scoring.at(row), 0, bias.length);
        return bias;
    }

    private float[] products(int row) {
        float[] products = new float[keys.count()];
        for (int first = 0; first < keys.count(); first += KEY_BLOCK) {
            int count = keysFrom(first);
            multiply(row, 1, first, count);
            System.arraycopy(scores, 0, products, first, count);
        }
        return products;
    }

    /** Whether any of the rows may see any of the keys: what none sees is not computed. */
    private boolean visible(int tile, int rows, int first, int count) {
        for (int i = 0; i < rows; i++) {
            int at = scoring.at(tile + i);
            if (scoring.mask().from(at, keys.count()) < first + count
                    && scoring.mask().to(at, keys.count()) > first) {
                return true;
            }
        }
        return false;
    }

    private static Matrix copy(Matrix view) {
        Matrix copy = Matrix.zeros(view.rows(), view.columns());
        for (int row = 0; row < view.rows(); row++) {
            System.arraycopy(view.data(), view.index(row), copy.data(), copy.index(row), view.columns());
        }
        return copy;
    }

    /** A loop of its own, for the JIT to make vector instructions of it. */
    private static void scale(float[] x, int from, float factor, float[] y, int to, int n) {
        for (int i = 0; i < n; i++) {
            y[to + i] = x[from + i] * factor;
        }
    }

    private static float max(float[] row, int from, int to) {
        float max = Float.NEGATIVE_INFINITY;
        for (int j = from; j < to; j++) {
            max = Math.max(max, row[j]);
        }
        return max;
    }

    private static TopWeights.Row largest(float[] weights, int k) {
        int count = Math.min(k, weights.length);
        int[] keys = new int[count];
        int kept = 0;
        for (int j = 0; j < weights.length; j++) {
            if (kept == count && weights[j] <= weights[keys[count - 1]]) {
                continue;
            }
            int at = kept < count ? kept++ : count - 1;
            for (; at > 0 && weights[keys[at - 1]] < weights[j]; at--) {
                keys[at] = keys[at - 1];
            }
            keys[at] = j;
        }
        double rest = 0;
        for (float weight : weights) {
            rest += weight;
        }
        float[] top = new float[count];
        for (int i = 0; i < count; i++) {
            top[i] = weights[keys[i]];
            rest -= top[i];
        }
        return new TopWeights.Row(keys, top, (float) Math.max(0, rest));
    }

    /** What streaming softmax carries from block to block: each row's maximum, sum and unscaled output. */
    private final class Running {
        private final int columns;
        private final float[] max;
        private final float[] sum;
        private final float[] output; // (queries, columns)

        Running(int rows, int columns) {
            this.columns = columns;
            this.max = buffers.runningMaxima();
            this.sum = buffers.runningSums();
            this.output = buffers.output();
            Arrays.fill(max, 0, rows, Float.NEGATIVE_INFINITY);
            Arrays.fill(sum, 0, rows, 0f);
            Arrays.fill(output, 0, rows * columns, 0f);
        }

        /** Turns a tile's scores into exponentials and brings what was summed before to the new maxima. */
        void include(int tile, int rows, int keys) {
            for (int i = 0; i < rows; i++) {
                float larger = Math.max(max[tile + i], maxima[i]);
                if (larger != max[tile + i]) {
                    rescale(tile + i, larger);
                }
                maxima[i] = larger == Float.NEGATIVE_INFINITY ? 0f : larger; // a row that sees nothing yet
            }
            kernels.exponentialSums(scores, 0, block, rows, HeadBuffers.wholeGroups(keys), maxima, sums);
            for (int i = 0; i < rows; i++) {
                sum[tile + i] += sums[i];
            }
        }

        private void rescale(int row, float larger) {
            if (max[row] != Float.NEGATIVE_INFINITY) { // else nothing was summed yet
                float[] factor = {max[row]};
                kernels.exponentials(factor, 0, 1, larger);
                sum[row] *= factor[0];
                for (int d = row * columns; d < (row + 1) * columns; d++) {
                    output[d] *= factor[0];
                }
            }
            max[row] = larger;
        }

        /** Adds the values of one block, weighted by the exponentials. */
        void add(RightFactor values, int tile, int rows, int keys) {
            values.multiplyAdd(
                    new Matrix(scores, 0, rows, keys, block),
                    new Matrix(output, tile * columns, rows, columns, columns));
        }

        void finish(Matrix target) {
            for (int row = 0; row < target.rows(); row++) {
                if (sum[row] == 0) { // sees no key
                    Arrays.fill(target.data(), target.index(row), target.index(row) + columns, 0f);
                } else {
                    scale(output, row * columns, 1f / sum[row], target.data(), target.index(row), columns);
                }
            }
        }
    }
}
