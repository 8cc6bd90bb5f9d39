package dev.heed.kernel.block;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heed.kernel.KernelChoice;
import dev.heed.kernel.Kernels;
import dev.heed.kernel.linear.PreparedLinear;
import dev.heed.kernel.rows.Activation;
import dev.heed.tensor.Matrix;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Maps over blocks of every format: the bits of plain Java on the active kernel, whatever stands beside a row. */
class BlockLinearTest {
    private static final Kernels ACTIVE = KernelChoice.active();

    /** Random bytes whose halves and floats are of moderate size. */
    static BlockRows random(BlockFormat format, int rows, int columns, long seed) {
        byte[] bytes = new byte[Math.toIntExact(rows * format.bytes(columns))];
        new Random(seed).nextBytes(bytes);
        for (int block = 0; block < bytes.length; block += format.bytes()) {
            int[] ends = switch (format) {
                case F32 -> new int[] {3};
                case F16, BF16, Q8_0, Q4_0, Q5_0 -> new int[] {1};
                case Q4_1, Q5_1, Q4_K, Q5_K -> new int[] {1, 3};
                case Q6_K -> new int[] {209};
            };
            for (int end : ends) {
                bytes[block + end] &= (byte) 0xBF;
            }
        }
        return new BlockRows(format, rows, columns, MemorySegment.ofArray(bytes));
    }

    static Matrix inputs(int rows, int columns, long seed) {
        Random random = new Random(seed);
        Matrix x = new Matrix(new float[rows * (columns + 3) + 5], 5, rows, columns, columns + 3);
        for (int i = 0; i < x.data().length; i++) {
            x.data()[i] = (float) random.nextGaussian();
        }
        return x;
    }

    @ParameterizedTest
    @EnumSource
    void everyShapeHasTheBitsOfPlainJava(BlockFormat format) {
        int unit = format.weights();
        for (int columns : new int[] {unit, 3 * unit, unit == 256 ? 512 : 160, unit == 1 ? 37 : 2 * unit}) {
            for (int outputs : new int[] {1, 3, 4, 13, 96, 101}) {
                BlockRows weights = random(format, outputs, columns, columns + outputs);
                float[] bias = inputs(1, outputs, 3).row(0);
                PreparedLinear plain = new PlainBlockLinear(weights, bias);
                PreparedLinear active = ACTIVE.blocks(weights, bias);
                for (int rows : new int[] {0, 1, 2, 3, 4, 7}) {
                    Matrix x = inputs(rows, columns, rows);
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
    @EnumSource
    void aRowKnowsNothingOfTheOthersNorOfTheCut(BlockFormat format) {
        int columns = Math.max(512, format.weights());
        BlockRows weights = random(format, 300, columns, 8);
        PreparedLinear map = ACTIVE.blocks(weights, null);
        Matrix x = inputs(8, columns, 9);
        Matrix all = Matrix.zeros(8, 300);
        map.apply(x, Activation.IDENTITY, all);
        for (int row = 0; row < 8; row++) {
            Matrix alone = Matrix.zeros(1, 300);
            map.apply(x.rows(row, row + 1), Activation.IDENTITY, alone, 0, 96);
            map.apply(x.rows(row, row + 1), Activation.IDENTITY, alone, 96, 300);
            assertThat(alone.row(0)).containsExactly(all.row(row));
        }
    }

    @ParameterizedTest
    @EnumSource
    void longRowsInStretchesHaveTheBitsOfPlainJava(BlockFormat format) {
        for (int columns : new int[] {1536, 1792, 3328}) {
            BlockRows weights = random(format, 29, columns, columns);
            for (int rows : new int[] {2, 7}) {
                Matrix x = inputs(rows, columns, rows);
                Matrix expected = Matrix.zeros(rows, 29);
                Matrix found = Matrix.zeros(rows, 29);
                new PlainBlockLinear(weights, null).apply(x, Activation.IDENTITY, expected);
                ACTIVE.blocks(weights, null).apply(x, Activation.IDENTITY, found);
                assertThat(found.data()).as("%s %d %d", format, rows, columns).containsExactly(expected.data());
            }
        }
    }

    @Test
    void theSameWeightsInAnotherFormatGiveTheSameBits() {
        BlockRows quantised = random(BlockFormat.Q8_0, 20, 64, 1);
        float[] weights = new float[20 * 64];
        for (int row = 0; row < 20; row++) {
            quantised.copyRow(row, weights, 64 * row);
        }
        MemorySegment floats = Arena.ofAuto().allocate(4L * weights.length, 64);
        MemorySegment.copy(MemorySegment.ofArray(weights), 0, floats, 0, 4L * weights.length);
        Matrix x = inputs(5, 64, 2);
        Matrix expected = Matrix.zeros(5, 20);
        Matrix found = Matrix.zeros(5, 20);
        ACTIVE.blocks(quantised, null).apply(x, Activation.IDENTITY, expected);
        ACTIVE.blocks(new BlockRows(BlockFormat.F32, 20, 64, floats), null).apply(x, Activation.IDENTITY, found);
        assertThat(found.data()).containsExactly(expected.data());
    }

    @Test
    void aLongRowIsMultipliedInSeveralCalls() {
        BlockRows weights = random(BlockFormat.Q4_0, 2100, 1024, 4); // more than one call's weights
        Matrix x = inputs(1, 1024, 5);
        Matrix expected = Matrix.zeros(1, 2100);
        Matrix found = Matrix.zeros(1, 2100);
        new PlainBlockLinear(weights, null).apply(x, Activation.IDENTITY, expected);
        ACTIVE.blocks(weights, null).apply(x, Activation.IDENTITY, found);
        assertThat(found.data()).containsExactly(expected.data());
    }
}
