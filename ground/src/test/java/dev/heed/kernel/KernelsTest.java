package dev.heed.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.heed.kernel.linear.LinearWeights;
import dev.heed.kernel.linear.NumberFormat;
import dev.heed.kernel.linear.PreparedLinear;
import dev.heed.kernel.linear.WeightRows;
import dev.heed.kernel.rows.Activation;
import dev.heed.kernel.search.ByteRows;
import dev.heed.kernel.tile.RightFactor;
import dev.heed.tensor.Matrix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every kernel against loops written out here: the same bits, at every awkward size. */
class KernelsTest {
    private static final int[] SIZES = {1, 2, 3, 5, 7, 8, 9, 13, 15, 16, 17, 31, 32, 33, 47, 64, 97, 207};

    static Stream<Kernels> kernels() {
        return KernelChoice.statuses().stream().filter(KernelStatus::usable).map(s -> KernelChoice.choose(s.name()));
    }

    static Stream<Arguments> shapes() {
        Random random = new Random(7);
        Stream<int[]> odd = IntStream.range(0, 60).mapToObj(i -> new int[] {pick(random), pick(random), pick(random)});
        Stream<int[]> real = Stream.of(new int[] {7, 384, 384}, new int[] {65, 384, 1536}, new int[] {5, 1536, 384});
        return Stream.concat(real, odd).flatMap(s -> kernels().map(k -> Arguments.of(k, s[0], s[1], s[2])));
    }

    private static int pick(Random random) {
        return SIZES[random.nextInt(SIZES.length)];
    }

    @ParameterizedTest(name = "{0} {1} x {2} x {3}")
    @MethodSource("shapes")
    void linearMapIsOneFusedMultiplyAddAStepFromTheBias(Kernels kernels, int rows, int inputs, int outputs) {
        Random random = new Random(rows * 31L + inputs * 17L + outputs);
        Matrix x = random(random, rows, inputs, inputs + 3);
        Matrix weight = random(random, inputs, outputs, outputs);
        float[] bias = random(random, 1, outputs, outputs).data();
        Matrix y = new Matrix(new float[5 + rows * (outputs + 2)], 5, rows, outputs, outputs + 2);

        PreparedLinear linear =
                kernels.layout(NumberFormat.FP32).prepare(LinearWeights.of(WeightRows.of(weight), bias));
        linear.apply(x, Activation.IDENTITY, y);
        Matrix inParts = Matrix.zeros(rows, outputs);
        for (int from = 0; from < outputs; from += PreparedLinear.COLUMN_STEP) {
            linear.apply(x, Activation.IDENTITY, inParts, from, Math.min(outputs, from + PreparedLinear.COLUMN_STEP));
        }
        assertThat(inParts.toArrays()).isDeepEqualTo(y.toArrays());

        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < outputs; j++) {
                float sum = bias[j];
                for (int p = 0; p < inputs; p++) {
                    sum = Math.fma(x.at(i, p), weight.at(p, j), sum);
                }
                assertThat(y.at(i, j)).as("row %d, column %d", i, j).isEqualTo(sum);
            }
        }
    }

    @ParameterizedTest(name = "{0} {1} x {2} x {3}")
    @MethodSource("shapes")
    void multiplyAddIsOneFusedMultiplyAddAStep(Kernels kernels, int m, int k, int n) {
        Random random = new Random(m * 131L + k * 7L + n);
        Matrix a = random(random, m, k, k + 1);
        Matrix b = random(random, k, n, n);
        Matrix c = random(random, m, n, n + 1);
        float[] expected = c.data().clone();
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                for (int p = 0; p < k; p++) {
                    expected[c.index(i) + j] = Math.fma(a.at(i, p), b.at(p, j), expected[c.index(i) + j]);
                }
            }
        }

        RightFactor byRow = kernels.rightFactor(k + 1, n + 5); // larger than what is used
        RightFactor byColumn = kernels.rightFactor(k, n);
        byRow.setRows(b);
        Matrix columns = Matrix.zeros(n, k);
        for (int j = 0; j < n; j++) {
            for (int p = 0; p < k; p++) {
                columns.data()[columns.index(j) + p] = b.at(p, j);
            }
        }
        byColumn.setColumns(columns);
        int cut = random.nextInt(n + 1);
        RightFactor inPieces = kernels.rightFactor(k, n + 5);
        inPieces.setColumns(columns.rows(0, cut));
        inPieces.setColumns(columns.rows(cut, n), cut);
        RightFactor rowByRow = kernels.rightFactor(k, n);
        int cutRow = random.nextInt(k + 1);
        rowByRow.setRows(b.rows(0, cutRow));
        rowByRow.setRows(b.rows(cutRow, k), cutRow);
        if (k * n > 0) {
            assertThat(inPieces.at(k - 1, n - 1)).isEqualTo(b.at(k - 1, n - 1));
        }
        for (RightFactor factor : java.util.List.of(byRow, byColumn, inPieces, rowByRow.copy())) {
            float[] sums = c.data().clone();
            factor.multiplyAdd(a, new Matrix(sums, c.offset(), m, n, c.stride()));
            assertThat(sums).containsExactly(expected); // and nothing beside the columns was touched
            Matrix product = new Matrix(c.data().clone(), c.offset(), m, n, c.stride());
            factor.multiply(a, product);
            Matrix fromZeros = Matrix.zeros(m, n);
            factor.multiplyAdd(a, fromZeros);
            assertThat(product.toArrays()).isDeepEqualTo(fromZeros.toArrays());
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void productsOfBytesAreTheirSums(Kernels kernels) {
        Random random = new Random(4);
        for (int rows : new int[] {0, 1, 31, 32, 33, 64, 65, 200}) {
            for (int width : new int[] {1, 2, 3, 16, 101}) {
                byte[][] bytes = new byte[rows][width];
                ByteRows laidOut = kernels.byteRows(rows, width);
                for (int i = 0; i < rows; i++) {
                    random.nextBytes(bytes[i]);
                    laidOut.set(i, bytes[i]);
                }
                short[][] vectors = new short[19][width];
                for (short[] vector : vectors) {
                    for (int j = 0; j < width; j++) {
                        vector[j] = (short) (random.nextInt(5) == 0 ? 32767 : random.nextInt(65535) - 32767);
                    }
                }
                int[] products = new int[19 * laidOut.productStride()];
                laidOut.multiply(vectors, products);
                for (int q = 0; q < vectors.length; q++) {
                    for (int i = 0; i < rows; i++) {
                        int sum = 0;
                        for (int j = 0; j < width; j++) {
                            sum += bytes[i][j] * vectors[q][j];
                        }
                        assertThat(products[q * laidOut.productStride() + i]).isEqualTo(sum);
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void bothHalvesOfASoftmaxHaveTheBitsOfThePlainKernel(Kernels kernels) {
        Random random = new Random(11);
        for (int groups : new int[] {0, 1, 2, 3, 8}) {
            for (int rows : new int[] {0, 1, 2, 5, 32}) {
                int n = groups * Kernels.LANES;
                int stride = n + 16;
                float[] x = new float[7 + rows * stride];
                for (int i = 0; i < x.length; i++) {
                    x[i] = random.nextInt(9) == 0 ? Float.NEGATIVE_INFINITY : (float) (20 * random.nextGaussian());
                }
                float[] plain = x.clone();
                float[] maxima = new float[rows];
                float[] plainMaxima = new float[rows];
                float[] sums = new float[rows];
                float[] plainSums = new float[rows];
                kernels.scaledMaxima(x, 7, stride, rows, n, 0.3f, maxima);
                PlainKernels.INSTANCE.scaledMaxima(plain, 7, stride, rows, n, 0.3f, plainMaxima);
                assertThat(maxima).containsExactly(plainMaxima);
                assertThat(x).containsExactly(plain);
                for (int i = 0; i < rows; i++) {
                    maxima[i] = Math.max(maxima[i], -100f);
                }
                kernels.exponentialSums(x, 7, stride, rows, n, maxima, sums);
                PlainKernels.INSTANCE.exponentialSums(plain, 7, stride, rows, n, maxima, plainSums);
                assertThat(sums).containsExactly(plainSums);
                assertThat(x).containsExactly(plain);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void exponentialsAreExactToOneUnitInTheLastPlaceAndDefinedAtTheEnds(Kernels kernels) {
        float[] x = new float[1003];
        for (int i = 0; i < x.length; i++) {
            x[i] = -87.3f + 175.6f * i / x.length;
        }
        float[] ends = {
            Float.NEGATIVE_INFINITY,
            -1e4f,
            -3.4e38f,
            -104f,
            -88f,
            88.8f,
            1e4f,
            Float.POSITIVE_INFINITY,
            Float.NaN,
            0f,
            -0f
        };
        float[] y = x.clone();
        kernels.exponentials(y, 0, y.length, 0f);
        kernels.exponentials(ends, 0, ends.length, 0f);

        for (int i = 0; i < x.length; i++) {
            double exact = Math.exp(x[i]);
            assertThat(Math.abs(y[i] - exact)).as("exp(%s)", x[i]).isLessThanOrEqualTo(Math.ulp((float) exact));
        }
        assertThat(ends)
                .containsExactly(
                        0f,
                        0f,
                        0f,
                        0f,
                        0f,
                        Float.POSITIVE_INFINITY,
                        Float.POSITIVE_INFINITY,
                        Float.POSITIVE_INFINITY,
                        Float.NaN,
                        1f,
                        1f);
    }

    @ParameterizedTest
    @EnumSource(Activation.class)
    void activationsHaveTheSameBitsOnEveryKernel(Activation activation) {
        float[] x = new float[777];
        Random random = new Random(3);
        for (int i = 0; i < x.length; i++) {
            x[i] = (float) (random.nextGaussian() * Math.exp(random.nextGaussian() * 2));
        }
        x[5] = Float.NaN;
        x[6] = 1e4f;
        x[7] = -1e4f;
        x[8] = -0f;
        float[] plain = x.clone();
        PlainKernels.INSTANCE.activate(activation, new Matrix(plain, 3, 3, 250, 257));

        kernels().forEach(kernels -> {
            float[] y = x.clone();
            kernels.activate(activation, new Matrix(y, 3, 3, 250, 257));
            assertThat(y).as(kernels.name()).containsExactly(plain);
        });
        assertThat(plain[0]).isEqualTo(x[0]);
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void layerNormFollowsItsDefinition(Kernels kernels) {
        for (int columns : SIZES) {
            Random random = new Random(columns);
            Matrix x = random(random, 3, columns, columns + 1);
            Matrix residual = random(random, 3, columns, columns);
            float[] weight = random(random, 1, columns, columns).data();
            float[] bias = random(random, 1, columns, columns).data();
            Matrix y = Matrix.zeros(3, columns);
            kernels.layerNorm(x, residual, weight, bias, 1e-5f, y);
            for (Matrix added : new Matrix[] {residual, null}) {
                Matrix own = new Matrix(x.data().clone(), x.offset(), 3, columns, x.stride());
                Matrix plain = Matrix.zeros(3, columns);
                PlainKernels.INSTANCE.layerNorm(x, added, weight, bias, 1e-5f, plain);
                kernels.layerNorm(own, added, weight, bias, 1e-5f, own); // in place
                assertThat(own.toArrays()).isDeepEqualTo(plain.toArrays());
            }
            for (int i = 0; i < 3; i++) {
                double mean = 0;
                for (int j = 0; j < columns; j++) {
                    mean += ((double) x.at(i, j) + residual.at(i, j)) / columns;
                }
                double variance = 0;
                for (int j = 0; j < columns; j++) {
                    variance += Math.pow((double) x.at(i, j) + residual.at(i, j) - mean, 2) / columns;
                }
                for (int j = 0; j < columns; j++) {
                    double v = ((double) x.at(i, j) + residual.at(i, j) - mean) / Math.sqrt(variance + 1e-5);
                    double expected = v * weight[j] + bias[j];
                    assertThat((double) y.at(i, j))
                            .isCloseTo(
                                    expected,
                                    org.assertj.core.data.Offset.offset(2e-5 * Math.max(1, Math.abs(expected))));
                }
            }
        }
    }

    @Test
    void aSumIsATreeOfSixteenLanes() {
        float[] x = new float[37];
        Random random = new Random(1);
        for (int i = 0; i < x.length; i++) {
            x[i] = random.nextFloat();
        }
        float[] lanes = new float[16];
        for (int i = 0; i < x.length; i++) {
            lanes[i % 16] += x[i];
        }
        for (int half = 8; half > 0; half /= 2) {
            for (int l = 0; l < half; l++) {
                lanes[l] += lanes[l + half];
            }
        }
        float expected = lanes[0];
        kernels().forEach(k -> assertThat(k.sum(x, 0, x.length)).isEqualTo(expected));
    }

    @Test
    void theExpectedKernelIsActive() throws IOException {
        String expected = System.getProperty("heed.test.kernel");
        assumeTrue(expected != null, "run from an IDE: no kernel is expected");
        if (expected.equals("machine-code")) {
            expected = processorHas("avx512f", "avx512bw", "avx512dq", "avx512vl")
                    ? "avx512"
                    : processorHas("avx2", "fma") ? "avx2" : "plain";
        }
        assertThat(KernelChoice.active().name()).isEqualTo(expected);
    }

    private static boolean processorHas(String... features) throws IOException {
        Path cpu = Path.of("/proc/cpuinfo");
        if (!System.getProperty("os.arch").equals("amd64") || !Files.exists(cpu)) {
            return false;
        }
        String flags = Files.readString(cpu);
        return Stream.of(features).allMatch(feature -> flags.matches("(?s).*\\b" + feature + "\\b.*"));
    }

    @Test
    void aKernelThatCannotBeHadIsRefusedByName() {
        assertThatThrownBy(() -> KernelChoice.choose("cray"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("heed.kernel: expected auto or one of avx512, avx2, vector, plain, got cray");
        for (KernelStatus status : KernelChoice.statuses()) {
            if (!status.usable()) {
                assertThatThrownBy(() -> KernelChoice.choose(status.name()))
                        .hasMessageStartingWith("heed.kernel: kernel " + status.name() + " cannot run here, ");
            }
        }
    }

    private static Matrix random(Random random, int rows, int columns, int stride) {
        float[] data = new float[3 + rows * stride];
        for (int i = 0; i < data.length; i++) {
            data[i] = (float) random.nextGaussian();
        }
        return new Matrix(
                stride == columns && rows == 1 ? java.util.Arrays.copyOf(data, columns) : data,
                stride == columns && rows == 1 ? 0 : 3,
                rows,
                columns,
                stride);
    }
}
