package dev.heed.model.minilm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heed.Encoder;
import dev.heed.TextAttention;
import dev.heed.TokenizedText;
import dev.heed.format.JsonObject;
import dev.heed.format.StoredTensor;
import dev.heed.tensor.Matrix;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Published models against the reference runtime (transformers, fp32, eager attention): ids, the hidden states of every
 * layer, the weights of every head, pooled vectors. The largest error of each layer is printed, so that drift shows.
 */
class ReferenceTest {
    private static final double STATES = 2e-5; // times max(1, |reference|)
    private static final double WEIGHTS = 2e-5;
    private static final double POOLED = 2e-6;

    @ParameterizedTest
    @CsvSource({"minilm, minilm, 25", "bge-small-en, bge-small-en-v1.5, 8", "e5-small, e5-small-v2, 8"})
    void everyLayerAndEveryHeadEqualsTheReference(String golden, String model, int texts) {
        Golden reference = Golden.of(golden);
        assertThat(reference.texts()).hasSize(texts);
        try (Encoder encoder = Encoder.open(TestModels.named(model))) {
            int layers = encoder.model().layers();
            double[] states = new double[layers + 1];
            double[] weights = new double[layers + 1];
            for (JsonObject text : reference.texts()) {
                String key = text.string("name").orElseThrow();
                TextAttention attention = encoder.attention(text.string("text").orElseThrow());
                checkIds(reference, key, attention.tokenized(), text);
                int[] rows = reference.integers(key + ".rows");
                for (int layer = 0; layer <= layers; layer++) {
                    states[layer] = Math.max(states[layer], statesError(reference, key, attention, layer, rows));
                }
                for (int layer = 1; layer <= layers; layer++) {
                    weights[layer] = Math.max(weights[layer], weightsError(reference, key, attention, layer, rows));
                }
            }
            report(golden + " (" + encoder.kernel() + "), states, layers 0 to " + layers, states);
            report(golden + " (" + encoder.kernel() + "), weights, layers 1 to " + layers, weights);
            for (int layer = 0; layer <= layers; layer++) {
                assertThat(states[layer]).as("states of layer %d", layer).isLessThanOrEqualTo(STATES);
            }
            for (int layer = 1; layer <= layers; layer++) {
                // where the reference itself is further than that from its own double precision, three times its noise
                double tolerance = Math.max(WEIGHTS, 3 * reference.noise("attention", layer - 1));
                assertThat(weights[layer]).as("weights of layer %d", layer).isLessThanOrEqualTo(tolerance);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "minilm, minilm",
        "bge-small-en, bge-small-en-v1.5",
        "e5-small, e5-small-v2",
        "bge-small-zh, bge-small-zh-v1.5"
    })
    void pooledVectorsEqualTheReference(String golden, String model) {
        Golden reference = Golden.of(golden);
        double largest = 0;
        try (Encoder encoder = Encoder.open(TestModels.named(model))) {
            for (JsonObject text : reference.texts()) {
                String key = text.string("name").orElseThrow();
                String given = text.string("text").orElseThrow();
                checkIds(reference, key, encoder.tokenize(given), text);
                float[] found = encoder.embed(given).vector();
                float[] expected = reference.floats(key + ".pooled");
                assertThat(found).hasSameSizeAs(expected);
                for (int i = 0; i < found.length; i++) {
                    largest = Math.max(largest, Math.abs(found[i] - expected[i]));
                }
            }
        }
        report(golden + ", pooled", new double[] {largest});
        assertThat(largest).isLessThanOrEqualTo(POOLED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"minilm"})
    void aSwappedQueryAndKeyWouldBeSeen(String golden) {
        Golden reference = Golden.of(golden);
        Matrix weights = head(reference.tensors().require("t05.attention6"), 0);
        double asymmetry = 0;
        for (int i = 0; i < Math.min(weights.rows(), weights.columns()); i++) {
            asymmetry = Math.max(asymmetry, Math.abs(weights.at(0, i) - weights.at(weights.rows() - 1, i)));
        }
        assertThat(asymmetry).isGreaterThan(1000 * WEIGHTS);
    }

    private static void checkIds(Golden reference, String key, TokenizedText tokenized, JsonObject text) {
        int[] ids = tokenized.tokens().stream().mapToInt(t -> t.id()).toArray();
        assertThat(ids).as(key).containsExactly(reference.integers(key + ".ids"));
        assertThat(tokenized.tokensTotal())
                .isEqualTo(text.integer("tokens_uncut").orElseThrow());
    }

    /** The largest error, divided by max(1, |reference|). */
    private static double statesError(Golden reference, String key, TextAttention text, int layer, int[] rows) {
        Matrix expected = reference.matrix(key + ".layer" + layer);
        Matrix found = text.tokenVectors(layer);
        double largest = 0;
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < found.columns(); j++) {
                double e = expected.at(i, j);
                double error = Math.abs(found.at(rows[i], j) - e) / Math.max(1, Math.abs(e));
                assertThat(error).isNotNaN();
                largest = Math.max(largest, error);
            }
        }
        return largest;
    }

    private static double weightsError(Golden reference, String key, TextAttention text, int layer, int[] rows) {
        StoredTensor all = reference.tensors().require(key + ".attention" + layer);
        var attention = text.layer(layer);
        assertThat(all.shape()[0]).isEqualTo(attention.heads());
        double largest = 0;
        for (int head = 1; head <= attention.heads(); head++) {
            Matrix expected = head(all, head - 1);
            Matrix found = attention.head(head).weights();
            for (int i = 0; i < rows.length; i++) {
                for (int j = 0; j < found.columns(); j++) {
                    double error = Math.abs(found.at(rows[i], j) - (double) expected.at(i, j));
                    assertThat(error).isNotNaN();
                    largest = Math.max(largest, error);
                }
            }
        }
        return largest;
    }

    /** One head of (heads, rows, keys). */
    private static Matrix head(StoredTensor tensor, int head) {
        int[] shape = tensor.shape();
        return new Matrix(tensor.toFloats(), head * shape[1] * shape[2], shape[1], shape[2], shape[2]);
    }

    private static void report(String what, double[] errors) {
        System.out.println("largest error, " + what + ": "
                + Arrays.toString(
                        Arrays.stream(errors).mapToObj("%.1e"::formatted).toArray()));
    }
}
