package dev.heed.kernel.rows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heed.format.SafetensorsFile;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Elementary functions against double precision ({@code tools/goldens/number_goldens.py}). */
class FloatMathTest {
    private static SafetensorsFile golden;
    private static float[] x;

    @BeforeAll
    static void read() throws IOException {
        try (InputStream in = FloatMathTest.class.getResourceAsStream("/dev/heed/golden/numbers.safetensors")) {
            golden = SafetensorsFile.read(MemorySegment.ofArray(in.readAllBytes()), "numbers");
        }
        x = golden.require("x").toFloats();
        assertThat(x).hasSizeGreaterThan(400);
    }

    @Test
    void expIsWithinOneUnitInTheLastPlaceWhereItIsNormal() {
        float[] expected = golden.require("exp").toFloats();
        for (int i = 0; i < x.length; i++) {
            float found = FloatMath.exp(x[i]);
            if (x[i] < FloatMath.EXP_LOWEST) {
                assertThat(found).isZero();
            } else if (x[i] > FloatMath.EXP_HIGHEST) {
                assertThat(found).isInfinite();
            } else {
                assertThat(Math.abs(found - expected[i]))
                        .as("exp(%s)", x[i])
                        .isLessThanOrEqualTo(Math.ulp(expected[i]));
            }
        }
    }

    @Test
    void bothFormsOfGeluEqualTheirDefinitions() {
        check("gelu_erf", FloatMath::gelu);
        check("gelu_tanh", FloatMath::geluTanh);
    }

    private static void check(String name, Function function) {
        float[] expected = golden.require(name).toFloats();
        for (int i = 0; i < x.length; i++) {
            float found = function.of(x[i]);
            assertThat((double) Math.abs(found - expected[i]))
                    .as("%s(%s): found %s, expected %s", name, x[i], found, expected[i])
                    .isLessThanOrEqualTo(5e-7 * Math.max(1, Math.abs(x[i])));
        }
        float[] formsApart = {1.7f, -0.9f};
        for (float v : formsApart) {
            assertThat(Math.abs(FloatMath.gelu(v) - FloatMath.geluTanh(v))).isGreaterThan(1e-4f);
        }
    }

    private interface Function {
        float of(float x);
    }
}
