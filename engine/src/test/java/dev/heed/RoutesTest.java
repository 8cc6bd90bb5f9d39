package dev.heed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

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

/** Routers, against sentence-transformers' (tools/goldens/heads.py): each kind of text goes its own way. */
class RoutesTest {
    private static final Path FOLDERS = Path.of("src/test/resources/dev/heed/heads/routes");

    static List<Path> folders() throws IOException {
        try (Stream<Path> all = Files.list(FOLDERS)) {
            return all.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("folders")
    void eachTaskHasTheVectorsOfTheReference(Path folder) throws IOException {
        JsonObject golden = JsonObject.read(Files.readAllBytes(folder.resolve("golden.json")), folder.toString());
        JsonObject vectors = golden.object("vectors").orElseThrow();
        for (String task : golden.strings("tasks")) {
            if (!task.equals("asked")) {
                compare(
                        folder,
                        task.isEmpty() ? null : task,
                        "",
                        golden.strings("texts"),
                        vectors.value(task).orElseThrow());
            }
        }
        JsonObject asked = vectors.object("asked").orElseThrow();
        for (String task : asked.keys()) {
            Model model = Models.folder(folder).route(task);
            ModelInfo info = model.info();
            String prompt = (task.equals("query") ? info.queryPrompt() : info.documentPrompt()).orElse("");
            compare(
                    folder,
                    task,
                    prompt,
                    golden.strings("texts"),
                    asked.value(task).orElseThrow());
        }
    }

    private static void compare(Path folder, String task, String prompt, List<String> texts, Object expected) {
        Model model = Models.folder(folder).route(task);
        List<float[]> found;
        if (model.info().kind() == ModelKind.SPARSE) {
            try (SparseEncoder encoder = SparseEncoder.open(model, prompt, 1)) {
                found = texts.stream().map(text -> whole(encoder, text)).toList();
            }
        } else {
            try (TextEmbedder encoder = TextEmbedder.open(model)) {
                found = encoder.embed(prompt, texts).stream()
                        .map(TextEmbedding::vector)
                        .toList();
            }
        }
        for (int i = 0; i < texts.size(); i++) {
            List<?> numbers = (List<?>) ((List<?>) expected).get(i);
            assertThat(found.get(i)).hasSize(numbers.size());
            for (int j = 0; j < numbers.size(); j++) {
                assertThat((double) found.get(i)[j])
                        .as("%s, text %d, number %d", task, i, j)
                        .isEqualTo(((Number) numbers.get(j)).doubleValue(), within(1e-5));
            }
        }
    }

    private static float[] whole(SparseEncoder encoder, String text) {
        float[] weights = new float[encoder.pieces()];
        encoder.embed(text).terms().forEach(term -> weights[term.id()] = term.weight());
        return weights;
    }

    @Test
    void routesAreNamedAndOthersHaveNone() {
        assertThat(Models.folder(FOLDERS.resolve("dense")).routes()).containsExactly("query", "document");
        assertThat(Models.folder(FOLDERS.resolve("old")).routes()).containsExactly("query", "doc");
        Model plain = Models.folder(FOLDERS.resolveSibling("text").resolve("list"));
        assertThat(plain.routes()).isEmpty();
        assertThat(plain.route("query")).isSameAs(plain);
    }

    @Test
    void aModelWithRoutesIsNotOpenedWithoutOne() {
        Model model = Models.folder(FOLDERS.resolve("dense"));
        Model sparse = Models.folder(FOLDERS.resolve("sparse"));
        for (var open : List.<org.assertj.core.api.ThrowableAssert.ThrowingCallable>of(
                () -> TextEmbedder.open(model),
                () -> SparseEncoder.open(sparse),
                model::info,
                () -> Reranker.open(model))) {
            assertThatThrownBy(open)
                    .isInstanceOf(InvalidFileException.class)
                    .hasMessageContainingAll("Router", "--as")
                    .message()
                    .doesNotContain("\n");
        }
    }

    @Test
    void aTaskWithoutARouteIsRefused() {
        assertThatThrownBy(() -> Models.folder(FOLDERS.resolve("dense")).route("passage"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected one of the routes [query, document], got passage");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | types",
                "{\"types\": {\"a\": \"sentence_transformers.models.Normalize\"}} | structure",
                "{\"types\": {\"a\": \"x.y\"}, \"structure\": {\"query\": [\"a\"]}} | never run",
                "{\"types\": {\"a\": \"sentence_transformers.models.Router\"}, \"structure\": {\"query\": [\"a\"]}} | Router within",
                "{\"types\": {\"a\": \"sentence_transformers.models.Pooling\"}, \"structure\": {\"query\": [\"b\"]}} | types",
                "{\"types\": {\"a\": \"sentence_transformers.models.Pooling\"}, \"structure\": {\"query\": []}} | structure",
                "{\"types\": {\"a\": \"sentence_transformers.models.Pooling\"}, \"structure\": {\"query\": [\"a\"]}, \"parameters\": {\"default_route\": \"b\"}} | default_route",
                "{\"types\": {\"a\": \"sentence_transformers.models.Pooling\"}, \"structure\": {\"query\": [\"a\"]}, \"parameters\": {\"route_mappings\": {\"query\": \"query\"}}} | route_mappings",
                "{\"types\": {\"a\": \"sentence_transformers.models.Pooling\"}, \"structure\": {\"query\": [\"a\"]}, \"parameters\": {\"surprise\": 1}} | surprise",
                "{\"types\": {\"a\\\"b\": \"sentence_transformers.models.Pooling\"}, \"structure\": {\"query\": [\"a\\\"b\"]}} | names of modules"
            })
    void aRouterThatSaysSomethingElseIsRefusedByName(String router, String named, @TempDir Path folder)
            throws IOException {
        Files.writeString(
                folder.resolve("modules.json"),
                "[{\"type\": \"sentence_transformers.models.Router\", \"path\": \"\"}]");
        Files.writeString(folder.resolve("router_config.json"), router);
        assertThatThrownBy(() -> Models.folder(folder).route("query"))
                .isInstanceOf(InvalidFileException.class)
                .hasMessageContaining(named)
                .message()
                .doesNotContain("\n");
    }
}
