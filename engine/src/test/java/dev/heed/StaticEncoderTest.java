package dev.heed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.heed.format.InvalidFileException;
import dev.heed.format.JsonObject;
import dev.heed.model.weights.ModelFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Static folders, against model2vec and sentence-transformers, each its own (tools/goldens/heads.py). */
class StaticEncoderTest {
    private static final Path FOLDERS = Path.of("src/test/resources/dev/heed/heads/static");

    static List<Path> folders() throws IOException {
        try (Stream<Path> all = Files.list(FOLDERS)) {
            return all.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("folders")
    void vectorsAreThoseOfTheReference(Path folder) throws IOException {
        JsonObject golden = JsonObject.read(Files.readAllBytes(folder.resolve("golden.json")), folder.toString());
        List<String> texts = golden.strings("texts");
        List<?> vectors = (List<?>) golden.value("vectors").orElseThrow();
        try (StaticEncoder encoder = StaticEncoder.open(Models.folder(folder))) {
            List<TextEmbedding> embedded = encoder.embed(texts);
            for (int i = 0; i < texts.size(); i++) {
                float[] vector = embedded.get(i).vector();
                List<?> expected = (List<?>) vectors.get(i);
                assertThat(vector)
                        .hasSameSizeAs(expected.toArray())
                        .hasSize(encoder.model().dimension());
                for (int j = 0; j < vector.length; j++) {
                    double number = ((Number) expected.get(j)).doubleValue();
                    assertThat((double) vector[j])
                            .as("text %d, number %d", i, j)
                            .isEqualTo(
                                    number, within(1e-5 * Math.max(1, Math.abs(number)) + (half(folder) ? 2e-3 : 0)));
                }
            }
            assertThat(Models.folder(folder).info()).isEqualTo(encoder.model());
        }
    }

    /** The reference computes in half precision there. */
    private static boolean half(Path folder) {
        return folder.endsWith("model2vec-half");
    }

    @Test
    void otherKindsAreToldApart() {
        Model text = Models.folder(FOLDERS.resolveSibling("text").resolve("list"));
        assertThatThrownBy(() -> StaticEncoder.open(text))
                .isInstanceOf(InvalidFileException.class)
                .hasMessageContaining("expected a static one");
        assertThat(StaticEncoder.reads(text)).isFalse();
        Model fixed = Models.folder(FOLDERS.resolve("model2vec"));
        assertThat(StaticEncoder.reads(fixed)).isTrue();
        assertThatThrownBy(() -> Encoder.open(fixed))
                .isInstanceOf(InvalidFileException.class)
                .hasMessageContaining("it is a static one");
    }

    @Test
    void dimensionsAreCutAndScaled() {
        Model model = Models.folder(FOLDERS.resolve("model2vec-plain"));
        try (StaticEncoder cut = StaticEncoder.open(model, null, 3)) {
            assertThat(dev.heed.tensor.Vectors.norm(cut.embed("the bank").vector()))
                    .isEqualTo(1, within(1e-6));
            assertThat(cut.embed("the bank").vector()).hasSize(3);
        }
        assertThatThrownBy(() -> StaticEncoder.open(model, null, 7)).hasMessageContaining("expected at most 6");
    }

    @Test
    void settingsOfAnEncoderAreHonouredOrRefused() {
        Model model = Models.folder(FOLDERS.resolve("model2vec"));
        try (StaticEncoder plain = StaticEncoder.open(model);
                StaticEncoder set = StaticEncoder.open(model, null, 0, Precision.AUTO, Overflow.TRUNCATE, 0)) {
            assertThat(set.embed("the bank").vector())
                    .isEqualTo(plain.embed("the bank").vector());
        }
        assertThatThrownBy(() -> StaticEncoder.open(model, null, 0, Precision.INT8, Overflow.TRUNCATE, 0))
                .hasMessage(
                        "precision: expected none, which the static model model2vec has no use for, got int8; leave it out");
        assertThatThrownBy(() -> StaticEncoder.open(model, null, 0, Precision.FP32, Overflow.ERROR, 0))
                .hasMessageStartingWith("overflow: expected none");
        assertThatThrownBy(() -> StaticEncoder.open(model, null, 0, Precision.FP32, Overflow.TRUNCATE, 16))
                .hasMessageStartingWith("max tokens: expected none");
    }

    private static Map<String, byte[]> files(Path folder) throws IOException {
        Map<String, byte[]> files = new HashMap<>();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                files.put(folder.relativize(file).toString(), Files.readAllBytes(file));
            }
        }
        return files;
    }

    @Test
    void moreWordsThanRowsAreRefused() throws IOException {
        Map<String, byte[]> files = files(FOLDERS.resolve("words"));
        String words = new String(files.get("whitespacetokenizer_config.json"), StandardCharsets.UTF_8);
        files.put(
                "whitespacetokenizer_config.json",
                words.replace("\"vocab\": [", "\"vocab\": [\"one\", \"more\", ").getBytes(StandardCharsets.UTF_8));
        Model model = new Model("words", new ModelFiles.Memory("words", files));
        assertThatThrownBy(() -> StaticEncoder.open(model))
                .isInstanceOf(InvalidFileException.class)
                .hasMessageContainingAll("whitespacetokenizer_config.json", "expected at most 20 words", "got 22");
    }

    @Test
    void whatWordVectorsAreNotPooledByIsRefused() throws IOException {
        Map<String, byte[]> files = files(FOLDERS.resolve("words"));
        files.put(
                "1_Pooling/config.json",
                "{\"pooling_mode\": \"mean\", \"include_prompt\": false}".getBytes(StandardCharsets.UTF_8));
        Model model = new Model("words", new ModelFiles.Memory("words", files));
        assertThatThrownBy(() -> StaticEncoder.open(model))
                .isInstanceOf(InvalidFileException.class)
                .hasMessageContainingAll("Pooling of all tokens", "include_prompt");
    }

    @Test
    void wordsOfAnotherTokenizerAreRefusedByName() throws IOException {
        Map<String, byte[]> files = files(FOLDERS.resolve("old-words"));
        String config = files.keySet().stream()
                .filter(name -> name.endsWith("wordembedding_config.json"))
                .findFirst()
                .orElseThrow();
        for (String other : List.of("PhraseTokenizer", "WordTokenizer")) {
            files.put(
                    config,
                    ("{\"tokenizer_class\": \"sentence_transformers.models.tokenizer." + other + "\"}")
                            .getBytes(StandardCharsets.UTF_8));
            Model model = new Model("words", new ModelFiles.Memory("words", files));
            assertThatThrownBy(() -> StaticEncoder.open(model))
                    .isInstanceOf(InvalidFileException.class)
                    .hasMessageContainingAll(
                            "tokenizer_class", "WhitespaceTokenizer", "got sentence_transformers", other);
        }
    }
}
