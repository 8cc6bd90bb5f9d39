package dev.heed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.heed.MultiVectorEncoder.TokenVectors;
import dev.heed.format.InvalidFileException;
import dev.heed.format.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Late-interaction folders, against PyLate's rules and sentence-transformers' MultiVectorEncoder (tools/goldens/heads.py). */
class MultiVectorEncoderTest {
    private static final Path FOLDERS = Path.of("src/test/resources/dev/heed/heads/multi");

    @TempDir
    Path directory;

    static List<Path> folders() throws IOException {
        try (Stream<Path> all = Files.list(FOLDERS)) {
            return all.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("folders")
    void vectorsAndScoresAreThoseOfTheReference(Path folder) throws IOException {
        JsonObject golden = JsonObject.read(Files.readAllBytes(folder.resolve("golden.json")), folder.toString());
        List<String> texts = golden.strings("texts");
        List<?> scores = (List<?>) golden.value("scores").orElseThrow();
        try (MultiVectorEncoder encoder = MultiVectorEncoder.open(Models.folder(folder), 2)) {
            List<TokenVectors> queries = texts.stream().map(encoder::embedQuery).toList();
            List<TokenVectors> documents =
                    texts.stream().map(encoder::embedDocument).toList();
            check(queries, golden.objects("query"));
            check(documents, golden.objects("document"));
            for (int q = 0; q < queries.size(); q++) {
                for (int d = 0; d < documents.size(); d++) {
                    assertThat(MultiVectorEncoder.maxSim(queries.get(q), documents.get(d)))
                            .isEqualTo(number(((List<?>) scores.get(q)).get(d)), within(1e-5 * 12));
                }
            }
        }
    }

    private static void check(List<TokenVectors> read, List<JsonObject> expected) {
        assertThat(read).hasSameSizeAs(expected);
        for (int i = 0; i < read.size(); i++) {
            TokenVectors text = read.get(i);
            assertThat(text.tokens().stream().map(row -> (double) row.token().id()))
                    .as("ids of %s", text.text())
                    .containsExactlyElementsOf(expected.get(i).numbers("ids"));
            List<?> vectors = (List<?>) expected.get(i).value("vectors").orElseThrow();
            for (int row = 0; row < vectors.size(); row++) {
                float[] vector = text.tokens().get(row).vector();
                List<?> numbers = (List<?>) vectors.get(row);
                assertThat(vector).hasSize(numbers.size());
                for (int c = 0; c < vector.length; c++) {
                    assertThat((double) vector[c])
                            .as("%s, row %d, number %d", text.text(), row, c)
                            .isEqualTo(number(numbers.get(c)), within(1e-5));
                }
            }
            text.tokens().stream()
                    .map(MultiVectorEncoder.TokenVector::token)
                    .filter(token -> !token.special())
                    .forEach(token -> assertThat(token.span().in(text.text())).isEqualTo(token.text()));
        }
    }

    private static double number(Object value) {
        return ((Number) value).doubleValue();
    }

    /** Queries and documents of any length in one group: each as if alone, bit for bit. */
    @ParameterizedTest
    @MethodSource("folders")
    void textsThatAreComputedTogetherAreAsAlone(Path folder) throws IOException {
        JsonObject golden = JsonObject.read(Files.readAllBytes(folder.resolve("golden.json")), folder.toString());
        List<String> texts = golden.strings("texts");
        try (MultiVectorEncoder encoder = MultiVectorEncoder.open(Models.folder(folder), 2)) {
            List<MultiVectorEncoder.Prepared> ready = Stream.concat(
                            texts.stream().map(encoder::prepareQuery),
                            texts.stream().map(encoder::prepareDocument))
                    .toList();
            List<TokenVectors> together = encoder.embedPrepared(ready);
            for (int i = 0; i < ready.size(); i++) {
                String text = texts.get(i % texts.size());
                TokenVectors alone = i < texts.size() ? encoder.embedQuery(text) : encoder.embedDocument(text);
                assertThat(together.get(i).tokenCount()).isEqualTo(ready.get(i).tokenCount());
                assertThat(together.get(i).tokens()).hasSameSizeAs(alone.tokens());
                for (int row = 0; row < alone.tokens().size(); row++) {
                    assertThat(together.get(i).tokens().get(row).vector())
                            .isEqualTo(alone.tokens().get(row).vector());
                }
            }
        }
    }

    @Test
    void markersSpelledInATextAreText() {
        try (MultiVectorEncoder encoder = MultiVectorEncoder.open(Models.folder(FOLDERS.resolve("saved")))) {
            TokenVectors text = encoder.embedDocument("[D] the [Q] bank");
            assertThat(text.tokens().stream().filter(row -> row.token().piece().endsWith("] ")))
                    .as("the marker alone")
                    .hasSize(1);
        }
    }

    @Test
    void otherKindsAreToldApart() {
        Model multi = Models.folder(FOLDERS.resolve("pylate"));
        assertThat(multi.info().kind()).isEqualTo(ModelKind.MULTI);
        assertThat(multi.info().dimension()).isEqualTo(6);
        assertThat(multi.info().maxTokens()).isEqualTo(18);
        try (Encoder encoder = Encoder.open(multi)) {
            assertThatThrownBy(() -> encoder.embed("a")).hasMessageContaining("heed embed --level multi");
        }
        assertThatThrownBy(() -> MultiVectorEncoder.open(
                        Models.folder(FOLDERS.resolveSibling("text").resolve("list"))))
                .isInstanceOf(InvalidFileException.class)
                .hasMessageContaining("expected one for late interaction");
    }

    @ParameterizedTest
    @CsvSource({
        "pylate, config_sentence_transformers.json, '\"document_length\": 18', '\"document_length\": null', document_length",
        "pylate, config_sentence_transformers.json, '\"query_length\": 12', '\"query_length\": 400', query_length",
        "pylate, config_sentence_transformers.json, '\"[Q] \"', '\"[X] \"', [X]",
        "pylate, config_sentence_transformers.json, '\"cosine\"', '\"meanmaxsim\"', similarity_fn_name",
        "pylate, tokenizer_config.json, '\"mask_token\"', '\"other\"', mask_token",
        "saved, sentence_bert_config.json, '\"fixed\"', '\"other\"', query_expansion",
        "saved, 2_MultiVectorMask/config.json, '\"keep_only_token_ids\": null', '\"keep_only_token_ids\": [1]', keep_only_token_ids",
        "saved, modules.json, multi_vector_mask.MultiVectorMask, token_pooling.HierarchicalTokenPooling, HierarchicalTokenPooling",
    })
    void whatIsNotUnderstoodIsRefusedByName(String folder, String file, String from, String to, String named)
            throws IOException {
        Path copy = directory.resolve("model");
        try (Stream<Path> all = Files.walk(FOLDERS.resolve(folder))) {
            for (Path path : all.toList()) {
                Files.copy(
                        path,
                        copy.resolve(FOLDERS.resolve(folder).relativize(path).toString()));
            }
        }
        String before = Files.readString(copy.resolve(file));
        assertThat(before).contains(from);
        Files.writeString(copy.resolve(file), before.replace(from, to));
        assertThatThrownBy(() -> MultiVectorEncoder.open(Models.folder(copy)))
                .isInstanceOf(InvalidFileException.class)
                .hasMessageContaining(named);
    }

    @Test
    void colbertsOwnFormIsRefused() throws IOException {
        Path bert = FOLDERS.resolve("pylate");
        for (String name : List.of("config.json", "model.safetensors", "tokenizer.json", "tokenizer_config.json")) {
            Files.copy(bert.resolve(name), directory.resolve(name));
        }
        Files.writeString(directory.resolve("artifact.metadata"), "{}");
        assertThatThrownBy(() -> Models.folder(directory).info()).hasMessageContaining("ColBERT's own form");
    }
}
