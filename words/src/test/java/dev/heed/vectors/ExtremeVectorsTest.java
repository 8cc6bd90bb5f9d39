package dev.heed.vectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.heed.tensor.Matrix;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Words whose vectors are as large and as small as floats can be still have their cosine. */
class ExtremeVectorsTest {
    private static final float BIG = Float.MAX_VALUE;
    private static final float SUBNORMAL = 1e-45f;

    @Test
    void everyFinitePairHasItsCosine() {
        assertCosine(1, new float[] {BIG, BIG}, new float[] {BIG, BIG});
        assertCosine(0, new float[] {BIG, 0}, new float[] {0, BIG});
        assertCosine(-1, new float[] {BIG, -BIG}, new float[] {-BIG, BIG});
        assertCosine(1, new float[] {1e-30f, 1e-30f}, new float[] {1e-30f, 1e-30f});
        assertCosine(0.70710678, new float[] {SUBNORMAL, 0}, new float[] {SUBNORMAL, SUBNORMAL});
    }

    @Test
    void aVectorOfZerosHasTheCosineZero() {
        WordVectors vectors = WordVectors.of(List.of("a", "b"), Matrix.copyOf(new float[][] {{0, 0}, {1, 2}}));
        try (WordSearch search = WordSearch.of(vectors, 1)) {
            assertThat(search.similarity("a", "b")).isZero();
        }
    }

    private static void assertCosine(double expected, float[] a, float[] b) {
        WordVectors vectors = WordVectors.of(List.of("a", "b"), Matrix.copyOf(new float[][] {a, b}));
        try (WordSearch search = WordSearch.of(vectors, 1)) {
            assertThat(search.similarity("a", "b")).isEqualTo(expected, within(1e-6));
            assertThat(search.neighbors("a", 1).getFirst().similarity()).isEqualTo(expected, within(1e-6));
        }
    }
}
