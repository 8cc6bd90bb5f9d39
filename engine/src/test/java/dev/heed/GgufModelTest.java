package dev.heed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.heed.format.InvalidFileException;
import dev.heed.generation.Attribution.Part;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A language model in GGUF, whole and in parts, in both precisions ({@code tools/goldens/split_gguf.py}). */
class GgufModelTest {
    private static final Path GOLDENS = Path.of("src/test/resources/dev/heed/golden/split");
    private static final Path WHOLE = GOLDENS.resolve("tiny.gguf");
    private static final String TEXT = "the an went he bathing";
    private static final int VOCABULARY = 297;

    /** All that a model says of a text, to the last bit: scores after each layer, and what it writes. */
    private static List<Object> said(Model model, Precision precision) {
        try (LanguageModel opened =
                LanguageModel.builder(model).precision(precision).open()) {
            assertThat(opened.precision()).isEqualTo(precision.label());
            List<Object> said = new ArrayList<>();
            Prompt prompt = opened.prompt(TEXT);
            said.add(prompt.tokens());
            opened.next(prompt, VOCABULARY).layers().forEach(layer -> said.add(layer.candidates()));
            try (Generation written = opened.generate(prompt, GenerateOptions.DEFAULT.maxTokens(20))) {
                while (written.hasNext()) {
                    said.add(written.next());
                }
            }
            return said;
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"FP32", "INT8"})
    void partsHaveTheBitsOfTheWhole(Precision precision) {
        List<Object> whole = said(Models.find(WHOLE.toString()), precision);
        assertThat(whole).hasSizeGreaterThan(20);
        for (String parts : List.of(
                "parts/tiny-00001-of-00003.gguf", "small-first/tiny-00001-of-00004.gguf", "parts", "small-first")) {
            Model model = Models.find(GOLDENS.resolve(parts).toString());
            assertThat(model.name()).isEqualTo("tiny");
            assertThat(said(model, precision)).as(parts).isEqualTo(whole);
        }
    }

    @Test
    void bytesAreAnotherPrecisionAndSaidToBe() {
        Model model = Models.gguf(WHOLE);
        assertThat(model.precisions()).containsExactlyInAnyOrder(Precision.FP32, Precision.INT8);
        assertThat(said(model, Precision.INT8)).isNotEqualTo(said(model, Precision.FP32));
        Model floats = Models.gguf(Path.of("src/test/resources/dev/heed/golden/decoders/llama-gqa-tied/model.gguf"));
        assertThat(floats.precisions()).containsExactly(Precision.FP32);
        Model folder = Models.folder(Path.of("src/test/resources/dev/heed/golden/decoders/llama-gqa-tied"));
        assertThat(folder.precisions()).containsExactly(Precision.FP32);
    }

    /** As an encoder too: what {@code precision()} says is what computes. */
    @Test
    void anEncoderOfTheFileComputesInThePrecisionThatItSays() {
        float[] exact = vector(Precision.FP32);
        float[] bytes = vector(Precision.INT8);
        assertThat(bytes).isNotEqualTo(exact);
        for (int i = 0; i < exact.length; i++) {
            assertThat(Math.abs(bytes[i] - exact[i])).isLessThan(0.1f);
        }
        assertThatThrownBy(() -> vector(Precision.BF16))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("precision: expected fp32 or int8 for a GGUF file")
                .hasMessageContaining("got bf16")
                .hasMessageNotContaining("\n");
    }

    private static float[] vector(Precision precision) {
        try (Encoder encoder =
                Encoder.builder(Models.gguf(WHOLE)).precision(precision).open()) {
            assertThat(encoder.precision()).isEqualTo(precision.label());
            return encoder.embed(TEXT).vector();
        }
    }

    /** What inputs rounded to bytes leave of a score is told as rest; it is nobody's part. */
    @ParameterizedTest
    @EnumSource(names = {"FP32", "INT8"})
    void theRestOfAScoreIsRoundingAlone(Precision precision) {
        try (LanguageModel model =
                LanguageModel.builder(Models.gguf(WHOLE)).precision(precision).open()) {
            Prompt prompt = model.prompt(TEXT);
            for (Candidate candidate : model.next(prompt, 5).candidates()) {
                var why = model.why(prompt, candidate.id(), -1);
                double sum = why.parts().stream().mapToDouble(Part::share).sum();
                assertThat(sum + why.rest()).isCloseTo(why.logit(), within(1e-5));
                assertThat(Math.abs(why.rest()) < 1e-5).isEqualTo(precision == Precision.FP32);
                assertThat(Math.abs(why.rest())).isLessThan(0.2f);
            }
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.list(GOLDENS.resolve(from))) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"tiny-00002-of-00003.gguf", "tiny-00001-of-00003.gguf"})
    void aFolderWithoutAPart(String missing, @TempDir Path folder) throws IOException {
        copy(Path.of("parts"), folder);
        Files.delete(folder.resolve(missing));
        assertThatThrownBy(() -> said(Models.find(folder.toString()), Precision.FP32))
                .isInstanceOf(InvalidFileException.class)
                .hasMessageContaining(missing)
                .hasMessageNotContaining("\n");
    }

    @Test
    void aFolderWithSeveralModels(@TempDir Path folder) throws IOException {
        copy(Path.of("parts"), folder);
        Files.copy(WHOLE, folder.resolve("other.gguf"));
        assertThatThrownBy(() -> Models.find(folder.toString()))
                .isInstanceOf(InvalidFileException.class)
                .hasMessage("model " + folder + ": expected one model as GGUF, got 2 (other.gguf,"
                        + " tiny-00001-of-00003.gguf); name the file");
    }

    @Test
    void aFolderWithOneFile(@TempDir Path folder) throws IOException {
        Files.copy(WHOLE, folder.resolve("tiny.gguf"));
        assertThat(said(Models.find(folder.toString()), Precision.FP32))
                .isEqualTo(said(Models.gguf(WHOLE), Precision.FP32));
    }
}
