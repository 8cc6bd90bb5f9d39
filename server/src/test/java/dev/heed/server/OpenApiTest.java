package dev.heed.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heed.Encoder;
import dev.heed.LanguageModel;
import dev.heed.Models;
import dev.heed.SparseEncoder;
import dev.heed.Translator;
import dev.heed.server.Asking.Answer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The served document of the interface: its examples are asked, and its schemas hold for what comes back. */
class OpenApiTest {
    private static final Path SPARSE = Path.of("../engine/src/test/resources/dev/heed/heads/sparse/splade");

    private static final Path TRANSLATES = Path.of("../engine/src/test/resources/dev/heed/translation/small-en-de");

    private Tree document;

    @Test
    void every_path_answers_its_example_as_its_schema_says() throws IOException {
        try (Encoder encoder = Encoder.open(Models.minilm());
                LanguageModel stories = LanguageModel.open(Models.stories());
                SparseEncoder sparse = SparseEncoder.open(Models.folder(SPARSE));
                Translator translator = Translator.open(Models.folder(TRANSLATES));
                HeedServer server = HeedServer.listen(HeedServer.Options.LOCAL.port(0))) {
            server.serve(
                    List.of(encoder), List.of(stories), List.of(), List.of(sparse), List.of(), List.of(translator));
            Asking asking = new Asking(server.port());
            document = Tree.of(asking.get("/openapi.json").body());
            for (String path : document.at("paths").keys()) {
                Tree operations = document.at("paths").at(path);
                for (String method : operations.keys()) {
                    check(asking, path, method, operations.at(method));
                }
            }
        }
    }

    private void check(Asking asking, String path, String method, Tree operation) throws IOException {
        String real = path.replace("{model}", "all-MiniLM-L6-v2");
        Answer answer = method.equals("get")
                ? asking.get(real)
                : asking.post(
                        real,
                        json(operation
                                .at("requestBody")
                                .at("content")
                                .at("application/json")
                                .at("example")
                                .value()));
        // stories260K does not chat, and no reranker is here: both are said as the document says
        int expected = path.endsWith("rerank") ? 404 : path.endsWith("chat/completions") ? 400 : 200;
        assertThat(answer.status())
                .as(method + " " + path + " " + answer.body())
                .isEqualTo(expected);
        Tree content = operation.at("responses").at(Integer.toString(expected)).at("content");
        if (content.keys().contains("application/json")) {
            fits(Tree.of(answer.body()), content.at("application/json").at("schema"), path);
        }
    }

    /** Required keys and kinds, as far as the document uses them. */
    private void fits(Tree value, Tree schema, String where) {
        List<String> keys = schema.keys();
        if (keys.contains("$ref")) {
            String name = schema.at("$ref").text();
            fits(value, document.at("components").at("schemas").at(name.substring(name.lastIndexOf('/') + 1)), where);
            return;
        }
        if (keys.contains("required")) {
            for (int i = 0; i < schema.at("required").size(); i++) {
                String key = schema.at("required").at(i).text();
                assertThat(value.keys()).as(where).contains(key);
            }
        }
        if (value.value() instanceof Map<?, ?> && keys.contains("properties")) {
            for (String key : value.keys()) {
                if (schema.at("properties").keys().contains(key)) {
                    fits(value.at(key), schema.at("properties").at(key), where + "." + key);
                }
            }
        }
        if (value.value() instanceof List<?> list && keys.contains("items")) {
            for (int i = 0; i < list.size(); i++) {
                fits(value.at(i), schema.at("items"), where + "[" + i + "]");
            }
        }
        if (keys.contains("type") && schema.at("type").value() instanceof String type) {
            Class<?> kind = switch (type) {
                case "string" -> String.class;
                case "integer", "number" -> Double.class;
                case "boolean" -> Boolean.class;
                case "array" -> List.class;
                default -> Map.class;
            };
            assertThat(value.value()).as(where).isInstanceOf(kind);
        }
    }

    private static String json(Object value) {
        return switch (value) {
            case Map<?, ?> map ->
                "{"
                        + String.join(
                                ",",
                                map.entrySet().stream()
                                        .map(e -> json(e.getKey()) + ":" + json(e.getValue()))
                                        .toList())
                        + "}";
            case List<?> list ->
                "[" + String.join(",", list.stream().map(OpenApiTest::json).toList()) + "]";
            case String text -> Tree.json(List.of(text)).replaceAll("^\\[|]$", "");
            case Double number when number == Math.rint(number) -> Long.toString(number.longValue());
            default -> String.valueOf(value);
        };
    }
}
