package dev.heed.attention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.heed.kernel.KernelChoice;
import dev.heed.parallel.Workers;
import dev.heed.tensor.Matrix;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The operator on inputs longer than its blocks, against the definition in double precision. */
class AttentionTest {
    private static final Mask.Bias ALIBI = (scores, sequence, head, query, fromKey, count) -> {
        for (int j = 0; j < count; j++) {
            scores[j] -= (head + 1) * 0.05f * Math.abs(query - (fromKey + j));
        }
    };

    static Stream<Arguments> shapes() {
        Mask[] masks = {
            Mask.none(),
            Mask.causal(),
            Mask.window(70, 3),
            Mask.window(0, 0),
            Mask.biased(Mask.none(), ALIBI),
            Mask.biased(Mask.causal(), ALIBI)
        };
        return Stream.of(1, 31, 127, 128, 129, 257, 400)
                .flatMap(n -> Arrays.stream(masks).map(mask -> Arguments.of(n, mask)));
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void streamingSoftmaxEqualsTheDefinition(int n, Mask mask) {
        int heads = 2;
        int headDim = 13;
        Matrix query = random(n, n, heads * headDim);
        Matrix key = random(n + 1, n, heads * headDim);
        Matrix value = random(n + 2, n, heads * headDim);
        Attention attention = Attention.heads(heads, headDim).mask(mask);

        Matrix output = attention.apply(query, key, value, Sequences.of(n));

        for (int head = 0; head < heads; head++) {
            for (int row = 0; row < n; row++) {
                double[] expected = definition(attention, query, key, value, head, row);
                for (int d = 0; d < headDim; d++) {
                    double e = expected[d];
                    assertThat((double) output.at(row, head * headDim + d))
                            .as("n %d, head %d, row %d, dimension %d", n, head, row, d)
                            .isCloseTo(e, within(1e-5 * Math.max(0.1, Math.abs(e))));
                }
            }
        }
    }

    private static double[] definition(Attention attention, Matrix query, Matrix key, Matrix value, int head, int row) {
        int dim = attention.headDim();
        int n = key.rows();
        double[] weights = new double[n];
        double max = Double.NEGATIVE_INFINITY;
        for (int j = 0; j < n; j++) {
            double product = 0;
            for (int d = 0; d < dim; d++) {
                product += (double) query.at(row, head * dim + d) * key.at(j, head * dim + d);
            }
            float[] bias = new float[1];
            if (attention.mask().bias() != null) {
                attention.mask().bias().addTo(bias, 0, head, row, j, 1);
            }
            boolean visible =
                    j >= attention.mask().from(row, n) && j < attention.mask().to(row, n);
            weights[j] = visible ? product / Math.sqrt(dim) + bias[0] : Double.NEGATIVE_INFINITY;
            max = Math.max(max, weights[j]);
        }
        double sum = 0;
        for (int j = 0; j < n; j++) {
            weights[j] = Math.exp(weights[j] - max);
            sum += weights[j];
        }
        double[] result = new double[dim];
        for (int j = 0; j < n; j++) {
            for (int d = 0; d < dim; d++) {
                result[d] += weights[j] / sum * value.at(j, head * dim + d);
            }
        }
        return result;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void aSequenceHasTheSameBitsAloneAndInABatchOnAnyNumberOfThreads(int threads) {
        int[] lengths = {5, 0, 130, 1, 64, 300};
        int total = Arrays.stream(lengths).sum();
        Attention attention = Attention.heads(4, 16).keyHeads(2).mask(Mask.window(100, 100));
        Matrix query = random(1, total, 64);
        Matrix key = random(2, total, 32);
        Matrix value = random(3, total, 32);
        try (Workers workers = Workers.of(threads)) {
            Matrix batch = Matrix.zeros(total, 64);
            attention.apply(query, key, value, Sequences.of(lengths), batch, workers);
            int start = 0;
            for (int length : lengths) {
                int end = start + length;
                Matrix alone = attention.apply(
                        query.rows(start, end), key.rows(start, end), value.rows(start, end), Sequences.of(length));
                assertThat(batch.rows(start, end).toArrays()).isDeepEqualTo(alone.toArrays());
                start = end;
            }
        }
    }

    @Test
    void aKeyValueCacheGivesTheBitsOfTheFullPass() {
        int n = 200;
        Attention attention = Attention.heads(1, 24).mask(Mask.causal());
        Matrix query = random(4, n, 24);
        Matrix key = random(5, n, 24);
        Matrix value = random(6, n, 24);
        Matrix full = attention.apply(query, key, value, Sequences.of(n));
        for (int step : new int[] {1, 128, 150, 199}) {
            Sequences cached = Sequences.cached(new int[] {1}, new int[] {step + 1});
            Matrix one =
                    attention.apply(query.rows(step, step + 1), key.rows(0, step + 1), value.rows(0, step + 1), cached);
            assertThat(one.row(0)).containsExactly(full.row(step));
        }
    }

    /** Heads that share keys, windows, biases by head, every cut into tasks: what is kept laid out gives the same bits. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7})
    void keysKeptLaidOutGiveTheBitsOfTheFullPass(int threads) {
        int n = 300;
        Mask.Bias byHead = (scores, sequence, head, query, fromKey, count) -> {
            for (int j = 0; j < count; j++) {
                scores[j] -= (head + 1) * (query - fromKey - j) / 64f;
            }
        };
        List<Mask> masks = List.of(Mask.none(), Mask.causal(), Mask.window(140, 0), Mask.biased(Mask.causal(), byHead));
        Matrix query = random(4, n, 6 * 24);
        try (Workers workers = Workers.of(threads)) {
            for (Mask mask : masks) {
                for (int keyHeads : new int[] {1, 2, 3, 6}) {
                    Attention attention =
                            Attention.heads(6, 24).keyHeads(keyHeads).mask(mask);
                    Matrix key = random(5, n, keyHeads * 24);
                    Matrix value = random(6, n, keyHeads * 24);
                    KeptKeys kept = new KeptKeys(KernelChoice.active(), keyHeads, 24);
                    int at = 0;
                    for (int piece : new int[] {1, 1, 5, 130, 1, 62, 100}) {
                        kept.write(at, key.rows(at, at + piece), value.rows(at, at + piece));
                        int from = at;
                        at += piece;
                        int end = at;
                        Sequences cached = Sequences.cached(new int[] {piece}, new int[] {end});
                        Matrix expected =
                                attention.apply(query.rows(from, end), key.rows(0, end), value.rows(0, end), cached);
                        Matrix found = Matrix.zeros(piece, 6 * 24);
                        attention.apply(query.rows(from, end), s -> kept, cached, found, workers);
                        assertThat(found.toArrays())
                                .as("%s, %d heads of keys, %d to %d", mask, keyHeads, from, end)
                                .isDeepEqualTo(expected.toArrays());
                    }
                    assertThat(kept.keys(n).toArrays()).isDeepEqualTo(key.toArrays());
                    assertThat(kept.values(n).toArrays()).isDeepEqualTo(value.toArrays());
                }
            }
        }
    }

    @Test
    void whatAForkWritesTheOtherDoesNotSee() {
        Matrix key = random(5, 200, 16);
        Matrix other = random(6, 200, 16);
        KeptKeys kept = new KeptKeys(KernelChoice.active(), 2, 8);
        kept.write(0, key, other);
        KeptKeys fork = kept.fork(140);
        fork.write(140, other.rows(0, 10), key.rows(0, 10));
        kept.write(130, other.rows(0, 5), key.rows(0, 5));
        assertThat(fork.keys(140).toArrays()).isDeepEqualTo(key.rows(0, 140).toArrays());
        assertThat(fork.values(150).rows(140, 150).toArrays())
                .isDeepEqualTo(key.rows(0, 10).toArrays());
        assertThat(kept.keys(135).rows(130, 135).toArrays())
                .isDeepEqualTo(other.rows(0, 5).toArrays());
        assertThat(kept.keys(200).rows(135, 200).toArrays())
                .isDeepEqualTo(key.rows(135, 200).toArrays());
    }

    @Test
    void theLargestWeightsAreThoseOfTheWholeRow() {
        int n = 300;
        Attention attention = Attention.heads(1, 8);
        Matrix query = random(7, n, 8);
        Matrix key = random(8, n, 8);
        AttentionResult all =
                attention.apply(query, key, key, Sequences.of(n), Capture.everything(), Workers.CALLER_ONLY);
        AttentionResult five =
                attention.apply(query, key, key, Sequences.of(n), Capture.largest(5), Workers.CALLER_ONLY);
        assertThat(five.maps()).isEmpty();
        for (int row = 0; row < n; row++) {
            float[] weights = all.map(0, 0).weights().row(row);
            TopWeights.Row top = five.top(0, 0).rows().get(row);
            double rest = 1;
            for (int i = 0; i < 5; i++) {
                assertThat(top.weights()[i]).isEqualTo(weights[top.keys()[i]]);
                rest -= top.weights()[i];
            }
            Arrays.sort(weights);
            assertThat(top.weights()[4]).isEqualTo(weights[n - 5]);
            assertThat((double) top.rest()).isCloseTo(rest, within(1e-5));
        }
        assertThat(attention
                        .top(query, key, Sequences.of(n), 0, 0, 1000)
                        .rows()
                        .getFirst()
                        .keys())
                .hasSize(n);
    }

    @Test
    void softmaxOfExtremeScoresIsExact() {
        float[][] rows = {
            {10000f, 9999f, -10000f},
            {-10000f, -10000f, -10001f},
            {21500f, 4100.25f, 12003.5f},
            {88.8f, 89.0f, 0f},
            {-104f, -103.5f, -200f},
            {3.4028235e38f, -3.4028235e38f, 0f},
            {0f},
            {1f, 1f, 1f, 1f, 1f, 1f, 1f}
        };
        double[][] expected = {
            {0.731058579, 0.268941421, 0},
            {0.422318798, 0.422318798, 0.155362403},
            {1, 0, 0},
            {0.450166003, 0.549833997, 0},
            {0.377540669, 0.622459331, 0},
            {1, 0, 0},
            {1},
            {0.142857143, 0.142857143, 0.142857143, 0.142857143, 0.142857143, 0.142857143, 0.142857143}
        };
        for (int i = 0; i < rows.length; i++) {
            int n = rows[i].length;
            Matrix scores = Matrix.of(rows[i], n, 1); // times a query of 1: the products are the scores
            Attention attention = Attention.heads(1, 1).scale(1);
            float[] weights = attention
                    .map(Matrix.of(new float[] {1}, 1, 1), scores, Sequences.across(new int[] {1}, new int[] {n}), 0, 0)
                    .weights()
                    .row(0);
            double sum = 0;
            for (int j = 0; j < n; j++) {
                assertThat((double) weights[j]).isCloseTo(expected[i][j], within(1e-6));
                sum += weights[j];
            }
            assertThat(sum).isCloseTo(1, within(1e-6));
        }
    }

    @Test
    void wrongShapesAreRefusedWithBothShapes() {
        Attention attention = Attention.heads(2, 4);
        assertThatThrownBy(() -> attention.apply(random(1, 3, 8), random(1, 3, 9), random(1, 3, 8), Sequences.of(3)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("attention: expected key of shape [3, 8], got [3, 9]");
        assertThatThrownBy(() -> Attention.heads(3, 4).keyHeads(2)).hasMessageContaining("multiple of the key heads");
        assertThatThrownBy(() -> Mask.window(-1, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Sequences.cached(new int[] {3}, new int[] {2}))
                .hasMessageContaining("at least as many keys");
    }

    static Matrix random(long seed, int rows, int columns) {
        Random random = new Random(seed);
        Matrix matrix = Matrix.zeros(rows, columns);
        for (int i = 0; i < matrix.data().length; i++) {
            matrix.data()[i] = (float) random.nextGaussian();
        }
        return matrix;
    }
}
