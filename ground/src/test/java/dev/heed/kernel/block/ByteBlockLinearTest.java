package dev.heed.kernel.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.heed.kernel.KernelChoice;
import dev.heed.kernel.Kernels;
import dev.heed.kernel.linear.PreparedLinear;
import dev.heed.kernel.rows.Activation;
import dev.heed.tensor.Matrix;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Maps over blocks with inputs in bytes: the bits of plain Java on the active kernel, and near the exact map. */
class ByteBlockLinearTest {
    private static final Kernels ACTIVE = KernelChoice.active();

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"F32", "F16", "BF16"})
    void everyShapeHasTheBitsOfPlainJava(BlockFormat format) {
        int unit = format.weights();
        for (int columns : new int[] {unit, 3 * unit, 10 * unit}) {
            for (int outputs : new int[] {1, 16, 32, 61}) {
                BlockRows weights = BlockLinearTest.random(format, outputs, columns, columns + outputs);
                float[] bias = BlockLinearTest.inputs(1, outputs, 3).row(0);
                PreparedLinear plain = new PlainByteBlockLinear(weights, bias);
                PreparedLinear active = ACTIVE.byteBlocks(weights, bias);
                for (int rows : new int[] {0, 1, 2, 3, 7, 13}) {
                    Matrix x = BlockLinearTest.inputs(rows, columns, rows);
                    Matrix expected = Matrix.zeros(rows, outputs);
                    Matrix found = new Matrix(new float[rows * (outputs + 2) + 1], 1, rows, outputs, outputs + 2);
                    plain.apply(x, Activation.SILU, expected);
                    active.apply(x, Activation.SILU, found);
                    assertThat(found.toArrays())
                            .as("%s %d %d %d", format, rows, columns, outputs)
                            .isDeepEqualTo(expected.toArrays());
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"F32", "F16", "BF16"})
    void aRowKnowsNothingOfTheOthersNorOfTheCut(BlockFormat format) {
        int columns = Math.max(2048, format.weights()); // several stretches
        BlockRows weights = BlockLinearTest.random(format, 290, columns, 8);
        PreparedLinear map = ACTIVE.byteBlocks(weights, null);
        Matrix x = BlockLinearTest.inputs(8, columns, 9);
        Matrix all = Matrix.zeros(8, 290);
        map.apply(x, Activation.IDENTITY, all);
        for (int row = 0; row < 8; row++) {
            Matrix alone = Matrix.zeros(1, 290);
            map.apply(x.rows(row, row + 1), Activation.IDENTITY, alone, 0, 96);
            map.apply(x.rows(row, row + 1), Activation.IDENTITY, alone, 96, 290);
            assertThat(alone.row(0)).containsExactly(all.row(row));
        }
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"F32", "F16", "BF16"})
    void theLargestIntegersAndInputsFit(BlockFormat format) {
        int columns = 2 * format.weights();
        for (int fill : new int[] {0xFF, 0x80, 0x7F, 0x00}) {
            BlockRows weights = BlockLinearTest.random(format, 16, columns, 1);
            byte[] bytes = (byte[]) weights.data().heapBase().orElseThrow();
            for (int block = 0; block < bytes.length; block += format.bytes()) {
                for (int i = 0; i < format.bytes(); i++) {
                    boolean half = format == BlockFormat.Q6_K ? i >= 208 : i < (ByteBlock.minimum(format) == 0 ? 2 : 4);
                    bytes[block + i] = half ? bytes[block + i] : (byte) fill;
                }
            }
            for (float sign : new float[] {1, -1}) {
                Matrix x = Matrix.zeros(2, columns);
                for (int i = 0; i < x.data().length; i++) {
                    x.data()[i] = i < columns ? sign : i % 2 == 0 ? sign : -sign;
                }
                Matrix expected = Matrix.zeros(2, 16);
                Matrix found = Matrix.zeros(2, 16);
                new PlainByteBlockLinear(weights, null).apply(x, Activation.IDENTITY, expected);
                ACTIVE.byteBlocks(weights, null).apply(x, Activation.IDENTITY, found);
                assertThat(found.data()).as("%s %x", format, fill).containsExactly(expected.data());
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void resultsAreNearThoseOfExactInputs(BlockFormat format) {
        int columns = Math.max(512, format.weights());
        BlockRows weights = BlockLinearTest.random(format, 32, columns, 5);
        Matrix x = BlockLinearTest.inputs(4, columns, 6);
        Matrix exact = Matrix.zeros(4, 32);
        Matrix found = Matrix.zeros(4, 32);
        ACTIVE.blocks(weights, null).apply(x, Activation.IDENTITY, exact);
        ACTIVE.byteBlocks(weights, null).apply(x, Activation.IDENTITY, found);
        float[] row = new float[columns];
        for (int j = 0; j < 32; j++) {
            weights.copyRow(j, row, 0);
            double length = 0;
            for (float weight : row) {
                length += (double) weight * weight;
            }
            for (int i = 0;
                    i < 4;
                    i++) { // an input is off by at most half of 1/127 of the largest beside it, some 4 here
                assertThat((double) found.at(i, j)).isCloseTo(exact.at(i, j), within(0.06 * Math.sqrt(length) + 1e-6));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"Q8_0", "Q4_K"})
    void whatIsNotFiniteMakesItsRowNotANumberAndNoOther(BlockFormat format) {
        BlockRows weights = BlockLinearTest.random(format, 16, 512, 5);
        for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
            Matrix x = BlockLinearTest.inputs(2, 512, 6);
            Matrix good = Matrix.zeros(2, 16);
            ACTIVE.byteBlocks(weights, null).apply(x, Activation.IDENTITY, good);
            x.data()[x.index(0) + 100] = bad;
            Matrix found = Matrix.zeros(2, 16);
            ACTIVE.byteBlocks(weights, null).apply(x, Activation.IDENTITY, found);
            for (float value : found.row(0)) {
                assertThat(value).isNaN();
            }
            assertThat(found.row(1)).containsExactly(good.row(1));
        }
    }
}
