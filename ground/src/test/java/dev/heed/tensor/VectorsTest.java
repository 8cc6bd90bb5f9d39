package dev.heed.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class VectorsTest {
    private static final float BIG = Float.MAX_VALUE;
    private static final float SUBNORMAL = 1e-45f;

    @Test
    void everyFinitePairHasItsCosine() {
        assertCosine(1, new float[] {BIG, BIG}, new float[] {BIG, BIG});
        assertCosine(0, new float[] {BIG, 0}, new float[] {0, BIG});
        assertCosine(-1, new float[] {BIG, -BIG}, new float[] {-BIG, BIG});
        assertCosine(1, new float[] {1e-30f, 1e-30f}, new float[] {1e-30f, 1e-30f});
        assertCosine(0.70710678, new float[] {SUBNORMAL, 0}, new float[] {SUBNORMAL, SUBNORMAL});
        assertCosine(0, new float[] {0, 0}, new float[] {1, 2});
    }

    private static void assertCosine(double expected, float[] a, float[] b) {
        assertThat(Vectors.cosine(a, b)).isEqualTo(expected, within(1e-6));
    }
}
