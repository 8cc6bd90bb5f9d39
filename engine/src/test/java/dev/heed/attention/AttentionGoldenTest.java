package dev.heed.attention;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heed.format.JsonObject;
import dev.heed.format.SafetensorsFile;
import dev.heed.format.StoredTensor;
import dev.heed.parallel.Workers;
import dev.heed.tensor.Matrix;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The operator against float64 values made by its plain definition ({@code tools/goldens/attention_operator.py}). */
class AttentionGoldenTest {
    private static final String GOLDEN = "/dev/heed/golden/attention-operator";

    static Stream<String> cases() {
        return all().stream().map(c -> c.string("name").orElseThrow());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void outputAndWeightsEqualTheDefinition(String name) {
        JsonObject golden = all().stream()
                .filter(c -> c.string("name").orElseThrow().equals(name))
                .findFirst()
                .orElseThrow();
        SafetensorsFile file = SafetensorsFile.read(MemorySegment.ofArray(bytes(".safetensors")), GOLDEN);
        int queries = golden.integer("queries").orElseThrow();
        int keys = golden.integer("keys").orElseThrow();
        int heads = golden.integer("query_heads").orElseThrow();
        Attention attention = Attention.heads(heads, golden.integer("head_dim").orElseThrow())
                .keyHeads(golden.integer("key_heads").orElseThrow())
                .scale(golden.number("scale").orElseThrow())
                .mask(mask(golden, file, name));
        Sequences sequences = Sequences.across(new int[] {queries}, new int[] {keys})
                .at(golden.integer("offset").orElseThrow());
        Matrix query = rows(file.require(name + ".query"));
        Matrix key = rows(file.require(name + ".key"));
        Matrix value = rows(file.require(name + ".value"));

        AttentionResult result =
                attention.apply(query, key, value, sequences, Capture.everything(), Workers.CALLER_ONLY);

        // scores of 1e4 carry an absolute error of their own size times 1e-7: nothing but exact cases is compared there
        double tolerance = name.equals("huge-scores") ? 2e-3 : 2e-6;
        assertClose(result.output(), rows(file.require(name + ".output")), tolerance);
        StoredTensor expected = file.require(name + ".weights");
        float[] weights = expected.toFloats();
        for (int head = 0; head < heads; head++) {
            Matrix found = result.map(0, head).weights();
            Matrix golden2 = new Matrix(weights, head * queries * keys, queries, keys, keys);
            assertClose(found, golden2, tolerance);
            for (int row = 0; row < queries; row++) {
                checkTrace(attention, query, key, value, sequences, head, row, result);
            }
        }
    }

    private static void checkTrace(
            Attention attention,
            Matrix query,
            Matrix key,
            Matrix value,
            Sequences sequences,
            int head,
            int row,
            AttentionResult result) {
        AttentionTrace trace = attention.trace(query, key, value, sequences, 0, head, row);
        AttentionMap map = result.map(0, head);
        int width = value.columns() / attention.keyHeads();
        assertThat(trace.scaledScores()).containsExactly(map.scores().row(row));
        assertThat(trace.weights()).containsExactly(map.weights().row(row));
        assertThat(trace.result())
                .containsExactly(result.output()
                        .columns(head * width, (head + 1) * width)
                        .row(row));
        double sum = 0;
        for (int d = 0; d < width; d++) {
            double weighted = 0;
            for (int j = 0; j < key.rows(); j++) {
                weighted += trace.weightedValues().at(j, d);
            }
            sum = Math.max(sum, Math.abs(weighted - trace.result()[d]));
        }
        assertThat(sum).as("weighted values add up to the result").isLessThan(2e-6);
    }

    private static Mask mask(JsonObject golden, SafetensorsFile file, String name) {
        int unlimited = Integer.MAX_VALUE / 2;
        int left = golden.integer("left").orElse(unlimited);
        int right = golden.bool("causal").orElse(false)
                ? 0
                : golden.integer("right").orElse(unlimited);
        Mask visible = left == unlimited && right == unlimited
                ? Mask.none()
                : left == unlimited && right == 0 ? Mask.causal() : Mask.window(left, right);
        if (golden.bool("bias").orElse(false)) {
            StoredTensor bias = file.require(name + ".bias");
            return Mask.biased(visible, dense(bias));
        }
        if (!golden.has("key_visible")) {
            return visible;
        }
        List<?> seen = (List<?>) golden.value("key_visible").orElseThrow();
        return Mask.biased(visible, (scores, sequence, head, query, fromKey, count) -> {
            for (int j = 0; j < count; j++) {
                if (((Number) seen.get(fromKey + j)).intValue() == 0) {
                    scores[j] = Float.NEGATIVE_INFINITY;
                }
            }
        });
    }

    private static Mask.Bias dense(StoredTensor bias) {
        float[] values = bias.toFloats();
        int[] shape = bias.shape();
        return (scores, sequence, head, query, fromKey, count) -> {
            int start = ((head % shape[0]) * shape[1] + query) * shape[2] + fromKey;
            for (int j = 0; j < count; j++) {
                scores[j] += values[start + j];
            }
        };
    }

    /** (heads, rows, width) to (rows, heads·width). */
    private static Matrix rows(StoredTensor tensor) {
        int[] shape = tensor.shape();
        float[] values = tensor.toFloats();
        Matrix matrix = Matrix.zeros(shape[1], shape[0] * shape[2]);
        for (int head = 0; head < shape[0]; head++) {
            for (int row = 0; row < shape[1]; row++) {
                System.arraycopy(
                        values,
                        (head * shape[1] + row) * shape[2],
                        matrix.data(),
                        matrix.index(row) + head * shape[2],
                        shape[2]);
            }
        }
        return matrix;
    }

    private static void assertClose(Matrix found, Matrix expected, double tolerance) {
        assertThat(found.rows()).isEqualTo(expected.rows());
        assertThat(found.columns()).isEqualTo(expected.columns());
        for (int i = 0; i < found.rows(); i++) {
            for (int j = 0; j < found.columns(); j++) {
                double e = expected.at(i, j);
                assertThat(Math.abs(found.at(i, j) - e))
                        .as("row %d, column %d: found %s, expected %s", i, j, found.at(i, j), e)
                        .isLessThanOrEqualTo(tolerance * Math.max(1, Math.abs(e)));
            }
        }
    }

    private static List<JsonObject> all() {
        return JsonObject.read(bytes(".json"), GOLDEN).objects("cases");
    }

    private static byte[] bytes(String extension) {
        try (InputStream in = AttentionGoldenTest.class.getResourceAsStream(GOLDEN + extension)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
