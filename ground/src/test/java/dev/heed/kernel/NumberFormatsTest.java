package dev.heed.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.heed.kernel.linear.Bfloat16;
import dev.heed.kernel.linear.InputSizes;
import dev.heed.kernel.linear.LinearWeights;
import dev.heed.kernel.linear.MachineLinear;
import dev.heed.kernel.linear.NumberFormat;
import dev.heed.kernel.linear.PlainByteLinear;
import dev.heed.kernel.linear.PreparedLinear;
import dev.heed.kernel.linear.WeightRows;
import dev.heed.kernel.rows.Activation;
import dev.heed.tensor.Matrix;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Linear maps in fewer bits: the same numbers on every kernel, at every awkward size, near those of single precision. */
class NumberFormatsTest {
    private static final int[] SIZES = {1, 2, 3, 4, 5, 7, 8, 15, 16, 17, 31, 32, 33, 48, 64, 97, 208};

    static Stream<Arguments> shapes() {
        Random random = new Random(8);
        Stream<int[]> odd = IntStream.range(0, 60).mapToObj(i -> new int[] {pick(random), pick(random), pick(random)});
        Stream<int[]> real = Stream.of(new int[] {101, 384, 384}, new int[] {7, 384, 1536}, new int[] {13, 1536, 384});
        return Stream.concat(real, odd).flatMap(s -> KernelsTest.kernels().map(k -> Arguments.of(k, s[0], s[1], s[2])));
    }

    private static int pick(Random random) {
        return SIZES[random.nextInt(SIZES.length)];
    }

    private final Random random = new Random(5);

    /** A map with inputs of very different magnitudes, as transformers have them. */
    private final class Map {
        final Matrix x;
        final Matrix weight;
        final float[] bias;
        final float[] maxima;
        final float[] means;

        Map(int rows, int inputs, int outputs) {
            x = Matrix.zeros(rows, inputs);
            weight = Matrix.zeros(inputs, outputs);
            bias = numbers(outputs);
            maxima = new float[inputs];
            means = new float[inputs];
            for (int i = 0; i < inputs; i++) {
                float size = (float) Math.exp(random.nextGaussian());
                for (int row = 0; row < rows; row++) {
                    x.data()[x.index(row) + i] = (float) random.nextGaussian() * size;
                    maxima[i] = Math.max(maxima[i], Math.abs(x.at(row, i)));
                    means[i] += x.at(row, i) / rows;
                }
            }
            System.arraycopy(numbers(inputs * outputs), 0, weight.data(), 0, inputs * outputs);
        }

        LinearWeights weights(boolean calibrated) {
            return new LinearWeights(WeightRows.of(weight), bias, calibrated ? new InputSizes(maxima, means) : null);
        }

        double exact(int row, int column) {
            double sum = bias[column];
            for (int i = 0; i < weight.rows(); i++) {
                sum += (double) x.at(row, i) * weight.at(i, column);
            }
            return sum;
        }

        /** Σ|x·w|: what errors are measured by. */
        double size(int row, int column) {
            double sum = Math.abs(bias[column]);
            for (int i = 0; i < weight.rows(); i++) {
                sum += Math.abs((double) x.at(row, i) * weight.at(i, column));
            }
            return sum;
        }
    }

    private float[] numbers(int count) {
        float[] numbers = new float[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = (float) random.nextGaussian();
        }
        return numbers;
    }

    private static Matrix apply(PreparedLinear linear, Matrix x) {
        Matrix y = new Matrix(
                new float[7 + x.rows() * (linear.outputs() + 3)], 7, x.rows(), linear.outputs(), linear.outputs() + 3);
        linear.apply(x, Activation.GELU, y);
        Matrix inParts = Matrix.zeros(x.rows(), linear.outputs());
        for (int from = 0; from < linear.outputs(); from += PreparedLinear.COLUMN_STEP) {
            int to = Math.min(linear.outputs(), from + PreparedLinear.COLUMN_STEP);
            linear.apply(x, Activation.GELU, inParts, from, to);
        }
        assertThat(inParts.toArrays()).isDeepEqualTo(y.toArrays());
        assertThat(y.data()[6]).isZero();
        return y;
    }

    @ParameterizedTest(name = "{0} {1} x {2} x {3}")
    @MethodSource("shapes")
    void eightBitsHaveTheBitsOfThePlainLoops(Kernels kernels, int rows, int inputs, int outputs) {
        Map map = new Map(rows, inputs, outputs);
        for (boolean calibrated : new boolean[] {false, true}) {
            LinearWeights weights = map.weights(calibrated);
            Matrix y = apply(kernels.layout(NumberFormat.INT8).prepare(weights), map.x);
            Matrix plain = apply(PlainByteLinear.LAYOUT.prepare(weights), map.x);
            assertThat(y.toArrays()).isDeepEqualTo(plain.toArrays());
        }
    }

    @ParameterizedTest(name = "{0} {1} x {2} x {3}")
    @MethodSource("shapes")
    void bfloat16SumsProductsOfRoundedNumbersTheSecondOfEachPairFirst(
            Kernels kernels, int rows, int inputs, int outputs) {
        Map map = new Map(rows, inputs, outputs);
        PreparedLinear linear = kernels.layout(NumberFormat.BF16).prepare(map.weights(false));
        Matrix y = Matrix.zeros(rows, outputs);
        linear.apply(map.x, Activation.IDENTITY, y);
        boolean own = kernels instanceof MachineKernels && linear instanceof MachineLinear;
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < outputs; column++) {
                float sum = map.bias[column];
                for (int pair = 0; pair < inputs; pair += 2) {
                    for (int i = Math.min(pair + 1, inputs - 1); i >= pair; i--) {
                        float w = Bfloat16.round(map.weight.at(i, column));
                        sum = Math.fma(Bfloat16.round(map.x.at(row, i)), w, sum);
                    }
                }
                // a processor's own instruction may round its sums otherwise
                double tolerance = own ? 1e-6 * map.size(row, column) : 0;
                assertThat(y.at(row, column)).isCloseTo(sum, within((float) tolerance));
                double exact = map.exact(row, column);
                assertThat((double) y.at(row, column)).isCloseTo(exact, within(0.008 * map.size(row, column)));
            }
        }
    }

    @Test
    void balancingBringsEightBitsNearerToTheExactProduct() {
        Map map = new Map(40, 384, 96);
        double[] errors = new double[2];
        for (int calibrated = 0; calibrated < 2; calibrated++) {
            Matrix y = Matrix.zeros(40, 96);
            PlainByteLinear.LAYOUT.prepare(map.weights(calibrated == 1)).apply(map.x, Activation.IDENTITY, y);
            double squares = 0;
            double all = 0;
            for (int row = 0; row < 40; row++) {
                for (int column = 0; column < 96; column++) {
                    squares += Math.pow(y.at(row, column) - map.exact(row, column), 2);
                    all += Math.pow(map.exact(row, column), 2);
                }
            }
            errors[calibrated] = Math.sqrt(squares / all);
        }
        assertThat(errors[0]).isLessThan(0.03);
        assertThat(errors[1]).isLessThan(errors[0] * 0.8);
    }

    @ParameterizedTest
    @MethodSource("dev.heed.kernel.KernelsTest#kernels")
    void rowsOfExtremeNumbersAreDefinedAndLeaveTheirNeighboursAlone(Kernels kernels) {
        int inputs = 64;
        Map map = new Map(9, inputs, 40);
        float[] special = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, 3.4e38f, 1e-40f, -1e-42f, 1e30f
        };
        for (int row = 0; row < special.length; row++) {
            map.x.data()[map.x.index(row) + 20 + row] = special[row];
        }
        for (int i = 0; i < inputs; i++) {
            map.x.data()[map.x.index(7) + i] = 0;
        }
        PreparedLinear linear = kernels.layout(NumberFormat.INT8).prepare(map.weights(false));
        Matrix y = Matrix.zeros(9, 40);
        linear.apply(map.x, Activation.IDENTITY, y);
        Matrix plain = Matrix.zeros(9, 40);
        PlainByteLinear.LAYOUT.prepare(map.weights(false)).apply(map.x, Activation.IDENTITY, plain);
        assertThat(Arrays.deepEquals(y.toArrays(), plain.toArrays())).isTrue(); // NaN where there is NaN
        for (int column = 0; column < 40; column++) {
            for (int row = 0; row < 3; row++) {
                assertThat(y.at(row, column)).isNaN();
            }
            assertThat(y.at(6, column)).isFinite();
            assertThat(y.at(7, column)).isEqualTo(map.bias[column]);
        }
        Matrix alone = Matrix.zeros(1, 40);
        linear.apply(map.x.rows(8, 9), Activation.IDENTITY, alone);
        assertThat(alone.row(0)).isEqualTo(y.row(8));
    }

    @Test
    void bfloat16RoundsToNearestEven() {
        assertThat(Bfloat16.round(1.00390625f)).isEqualTo(1f); // half way: to the even one
        assertThat(Bfloat16.round(1.01171875f)).isEqualTo(1.015625f);
        assertThat(Bfloat16.round(-3.14159f)).isEqualTo(-3.140625f);
        assertThat(Bfloat16.round(Float.MAX_VALUE)).isEqualTo(Float.POSITIVE_INFINITY);
        assertThat(Bfloat16.round(1e-40f)).isZero();
        assertThat(Bfloat16.round(Float.intBitsToFloat(0x7f800001))).isNaN();
        assertThat(Bfloat16.round(Float.NEGATIVE_INFINITY)).isEqualTo(Float.NEGATIVE_INFINITY);
    }
}
