package dev.heed.model.minilm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heed.Encoder;
import dev.heed.Model;
import dev.heed.Precision;
import dev.heed.TextEmbedding;
import dev.heed.tensor.Vectors;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Fewer bits, nearly the same vectors; and the answer names the precision that was used. */
class PrecisionTest {
    private static final List<String> TEXTS = List.of(
            "bank grows money",
            "We sat by the river bank.",
            "The committee will not decide before it has heard what the engineers think of the new bridge.",
            "A cat.");

    @ParameterizedTest
    @CsvSource({"BF16, 0.9999, 0.9998", "INT8, 0.999, 0.998"})
    void vectorsAreNearThoseInSinglePrecision(Precision precision, double mean, double least) {
        Model model = TestModels.named("minilm");
        try (Encoder single = Encoder.open(model);
                Encoder encoder = Encoder.builder(model).precision(precision).open()) {
            List<TextEmbedding> expected = single.embed(TEXTS);
            List<TextEmbedding> found = encoder.embed(TEXTS);
            double sum = 0;
            for (int i = 0; i < TEXTS.size(); i++) {
                double cosine =
                        Vectors.cosine(expected.get(i).vector(), found.get(i).vector());
                assertThat(cosine).as(TEXTS.get(i)).isBetween(least, 0.9999999);
                sum += cosine;
            }
            assertThat(sum / TEXTS.size()).isGreaterThanOrEqualTo(mean);
            assertThat(encoder.precision()).isEqualTo(precision.label());
        }
    }

    @Test
    void aModelThatWasNotMeasuredRunsInSinglePrecision() {
        try (Encoder encoder = Encoder.builder(TestModels.named("bge-small-en-v1.5"))
                .precision(Precision.AUTO)
                .open()) {
            assertThat(encoder.precision()).isEqualTo("fp32");
        }
    }

    @Test
    void autoIsFasterWhereMachineCodeIs() {
        try (Encoder encoder = Encoder.builder(TestModels.named("minilm"))
                .precision(Precision.AUTO)
                .open()) {
            boolean machineCode = encoder.kernel().startsWith("avx");
            assertThat(encoder.precision()).isEqualTo(machineCode ? "int8" : "fp32");
        }
    }
}
