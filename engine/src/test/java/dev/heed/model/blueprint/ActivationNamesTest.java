package dev.heed.model.blueprint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.heed.format.InvalidFileException;
import dev.heed.format.JsonObject;
import dev.heed.kernel.KernelChoice;
import dev.heed.kernel.rows.Activation;
import dev.heed.tensor.Matrix;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Activations by the names that configurations have for them, against transformers' (tools/goldens/activations.py). */
class ActivationNamesTest {
    private static final JsonObject GOLDEN = golden();
    private static final float[] X = floats(GOLDEN.numbers("x"));

    private static JsonObject golden() {
        try (InputStream in = ActivationNamesTest.class.getResourceAsStream("/dev/heed/golden/activations.json")) {
            return JsonObject.read(in.readAllBytes(), "activations.json");
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    static Stream<String> names() {
        return GOLDEN.object("values").orElseThrow().keys().stream();
    }

    @ParameterizedTest
    @MethodSource("names")
    void eachNameIsItsFunction(String name) {
        Matrix numbers = Matrix.of(X.clone(), 1, X.length);
        KernelChoice.active().activate(named(name), numbers);
        List<Double> expected = GOLDEN.object("values").orElseThrow().numbers(name);
        for (int i = 0; i < X.length; i++) {
            assertThat((double) numbers.data()[i])
                    .as("%s(%s)", name, X[i])
                    .isEqualTo(
                            expected.get(i),
                            within(1e-6 * Math.max(1, Math.abs(X[i])) + 2e-7 * Math.abs(expected.get(i))));
        }
    }

    /** What is no number stays none, whatever the function. */
    @ParameterizedTest
    @MethodSource("names")
    void whatIsNoNumberStaysNone(String name) {
        Matrix numbers = Matrix.of(new float[] {Float.NaN, Float.POSITIVE_INFINITY}, 1, 2);
        KernelChoice.active().activate(named(name), numbers);
        assertThat(numbers.data()[0]).isNaN();
        assertThat(numbers.data()[1]).isGreaterThanOrEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"prelu", "xielu", "gelu_11", ""})
    void othersAreRefusedByName(String name) {
        assertThatThrownBy(() -> named(name))
                .isInstanceOf(InvalidFileException.class)
                .hasMessageContainingAll("config.json: hidden_act: expected one of", "quick_gelu", "got " + name);
    }

    private static Activation named(String name) {
        return new ConfigValues(JsonObject.of(Map.of("hidden_act", name), "config.json"), "config.json")
                .activation("hidden_act", "gelu");
    }

    private static float[] floats(List<Double> numbers) {
        float[] floats = new float[numbers.size()];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = numbers.get(i).floatValue();
        }
        return floats;
    }
}
