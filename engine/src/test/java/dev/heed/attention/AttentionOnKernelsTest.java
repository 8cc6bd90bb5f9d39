package dev.heed.attention;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heed.kernel.KernelChoice;
import dev.heed.kernel.Kernels;
import dev.heed.kernel.PlainKernels;
import dev.heed.tensor.Matrix;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Attention on the kernel of this run against plain Java, bit for bit, at awkward lengths, widths and masks. */
class AttentionOnKernelsTest {
    private static final Map<String, Mask> MASKS = Map.of(
            "none", Mask.none(),
            "causal", Mask.causal(),
            "window", Mask.window(2, 1),
            "long window", Mask.window(150, 0));

    private final Random random = new Random(5);

    @ParameterizedTest
    @CsvSource({"1", "2 15", "16 17", "33", "129 1 7", "260"})
    void attentionHasTheBitsOfPlainJava(String texts) {
        int[] lengths =
                Arrays.stream(texts.split(" ")).mapToInt(Integer::parseInt).toArray();
        int tokens = Arrays.stream(lengths).sum();
        Kernels active = KernelChoice.active();
        for (int headDim : tokens > 100 ? new int[] {32} : new int[] {32, 5, 64}) {
            Matrix query = matrix(tokens, 2 * headDim);
            Matrix key = matrix(tokens, 2 * headDim);
            Matrix value = matrix(tokens, 2 * headDim);
            MASKS.forEach((name, mask) -> {
                Attention attention = Attention.heads(2, headDim).mask(mask);
                Sequences sequences = Sequences.of(lengths);
                assertThat(attention
                                .on(active)
                                .apply(query, key, value, sequences)
                                .toArrays())
                        .as("%s mask, heads of %d", name, headDim)
                        .isDeepEqualTo(attention
                                .on(PlainKernels.INSTANCE)
                                .apply(query, key, value, sequences)
                                .toArrays());
                assertThat(attention
                                .on(active)
                                .map(query, key, sequences, 0, 1)
                                .weights()
                                .toArrays())
                        .as("weights, %s mask", name)
                        .isDeepEqualTo(attention
                                .on(PlainKernels.INSTANCE)
                                .map(query, key, sequences, 0, 1)
                                .weights()
                                .toArrays());
            });
        }
    }

    private Matrix matrix(int rows, int columns) {
        float[][] numbers = new float[rows][columns];
        for (float[] row : numbers) {
            for (int j = 0; j < columns; j++) {
                row[j] = (float) random.nextGaussian();
            }
        }
        return Matrix.copyOf(numbers);
    }
}
