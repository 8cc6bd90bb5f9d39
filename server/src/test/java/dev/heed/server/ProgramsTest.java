package dev.heed.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heed.Encoder;
import dev.heed.Models;
import dev.heed.server.Asking.Answer;
import dev.heed.tensor.Vectors;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The interface of programs over real HTTP: its answers are the engine's bits, its refusals name the key. */
class ProgramsTest {
    private static final String HARBOUR = "The harbour bank froze over.";

    private static Encoder encoder;
    private static HeedServer server;
    private static Asking asking;

    @BeforeAll
    static void start() {
        encoder = Encoder.open(Models.minilm());
        server = HeedServer.start(
                HeedServer.Options.LOCAL.port(0).aliases(Map.of("text-embedding-3-small", "all-MiniLM-L6-v2")),
                List.of(encoder));
        asking = new Asking(server.port());
    }

    @AfterAll
    static void stop() {
        server.close();
        encoder.close();
    }

    private static Tree post(String path, String body) throws IOException {
        Answer answer = asking.post(path, body);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return Tree.of(answer.body());
    }

    private static float[] embedded(Tree answer, int index) {
        return answer.at("data").at(index).at("embedding").floats();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"model":"all-MiniLM-L6-v2","input":"The harbour bank froze over."}
            {"model":"all-MiniLM-L6-v2","input":"The harbour bank froze over.","encoding_format":"float"}
            {"model":"all-MiniLM-L6-v2","input":["The harbour bank froze over."],"encoding_format":null,"user":"u"}
            {"model":"minilm","input":"The harbour bank froze over."}
            {"model":"text-embedding-3-small","input":["The harbour bank froze over."]}
            {"model":"sentence-transformers/all-minilm-l6-v2","input":"The harbour bank froze over.","dimensions":384}
            {"input":"The harbour bank froze over."}
            """)
    void a_text_is_an_array_of_floats_unless_asked_otherwise(String body) throws IOException {
        for (String path : List.of("/v1/embeddings", "/embeddings")) {
            Tree answer = post(path, body);
            float[] vector = embedded(answer, 0);
            assertThat(vector).isEqualTo(encoder.embed(HARBOUR).vector());
            assertThat(vector)
                    .as("sentence-transformers")
                    .startsWith(
                            new float[] {0.0506349f, 0.03756557f, 0.00197463f, 0.0566151f, 0.04754467f}, within(1e-5f));
            assertThat(answer.at("object").text()).isEqualTo("list");
            assertThat(answer.at("model").text()).isEqualTo("all-MiniLM-L6-v2");
            assertThat(answer.at("data").at(0).at("object").text()).isEqualTo("embedding");
            assertThat(answer.at("data").at(0).at("index").number()).isZero();
            assertThat(answer.at("usage").at("prompt_tokens").number()).isEqualTo(8);
            assertThat(answer.at("usage").at("total_tokens").number()).isEqualTo(8);
        }
    }

    private static Offset<Float> within(float tolerance) {
        return Offset.offset(tolerance);
    }

    @Test
    void base64_is_the_same_floats_little_endian() throws IOException {
        Tree answer = post("/v1/embeddings", "{\"input\":[\"a\",\"" + HARBOUR + "\"],\"encoding_format\":\"base64\"}");
        byte[] bytes = Base64.getDecoder()
                .decode(answer.at("data").at(1).at("embedding").text());
        float[] vector = new float[bytes.length / 4];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(vector);
        assertThat(vector).isEqualTo(encoder.embed(HARBOUR).vector());
        assertThat(answer.at("data").at(1).at("index").number()).isEqualTo(1);
    }

    @Test
    void fewer_dimensions_are_the_first_ones_at_length_1() throws IOException {
        float[] whole = encoder.embed(HARBOUR).vector();
        for (int dimensions : new int[] {1, 64, 256, 383}) {
            float[] vector = embedded(
                    post("/v1/embeddings", "{\"input\":\"" + HARBOUR + "\",\"dimensions\":" + dimensions + "}"), 0);
            float[] cut = Arrays.copyOf(whole, dimensions);
            Vectors.normalize(cut);
            assertThat(vector).isEqualTo(cut);
            assertThat(Vectors.norm(vector)).isCloseTo(1, Offset.offset(1e-6));
        }
        float[] vector = embedded(post("/v1/embeddings", "{\"input\":\"" + HARBOUR + "\",\"dimensions\":64}"), 0);
        assertThat(vector[0]).as("sentence-transformers").isCloseTo(0.13235674f, within(1e-5f));
    }

    @Test
    void empty_texts_are_items_and_answers_come_in_order() throws IOException {
        List<String> texts = new ArrayList<>(List.of("", " ", "\n\n", "naïve 🙂", HARBOUR, ""));
        for (int i = 0; i < 40; i++) {
            texts.add("text number " + i + " about rivers".repeat(i % 20));
        }
        Tree answer = post("/v1/embeddings", "{\"input\":" + Tree.json(texts) + "}");
        long tokens = 0;
        for (int i = 0; i < texts.size(); i++) {
            assertThat(answer.at("data").at(i).at("index").number()).isEqualTo(i);
            var lone = encoder.embed(texts.get(i));
            assertThat(embedded(answer, i)).as(texts.get(i)).isEqualTo(lone.vector());
            tokens += lone.tokenCount();
        }
        assertThat(answer.at("usage").at("prompt_tokens").number()).isEqualTo(tokens);
    }

    @Test
    void ids_are_read_only_if_the_request_says_that_they_are_this_models() throws IOException {
        Answer refused = asking.post("/v1/embeddings", "{\"input\":[[7592,2088],[2924]]}");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.message()).contains("check_embedding_ctx_length=False", "\"token_ids\": true");
        assertThat(asking.post("/v1/embeddings", "{\"input\":[7592,2088]}").status())
                .isEqualTo(400);

        Tree answer = post("/v1/embeddings", "{\"input\":[[7592,2088],[2924]],\"token_ids\":true}");
        assertThat(embedded(answer, 0)).isEqualTo(encoder.embed("hello world").vector());
        assertThat(embedded(answer, 1)[0]).as("sentence-transformers").isCloseTo(0.00487262f, within(1e-5f));
        Tree one = post("/v1/embeddings", "{\"input\":[7592,2088],\"token_ids\":true}");
        assertThat(embedded(one, 0)).isEqualTo(embedded(answer, 0));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            {"input":"a","encoding_format":"hex"}          | 400 | encoding_format    | expected float or base64, got hex
            {"input":"a","encoding_format":7}              | 400 | encoding_format    | expected a string, got the number 7
            {"input":"a","dimensions":385}                 | 400 | dimensions         | expected 1 to 384, the size of this model's vectors, got 385
            {"input":"a","dimensions":0}                   | 400 | dimensions         | expected 1 to 384, the size of this model's vectors, got 0
            {"input":"a","dimensions":"64"}                | 400 | dimensions         | expected a whole number, got a string
            {"input":"a","dimensions":64.5}                | 400 | dimensions         | expected a whole number, got the number 64.5
            {"input":[]}                                   | 400 | input              | expected at least one text, got an empty array
            {"input":null}                                 | 400 | input              | expected a string or an array of strings, got null
            {}                                             | 400 | input              | expected a string or an array of strings, got null
            {"input":{"a":1}}                              | 400 | input              | expected a string or an array of strings, got an object
            {"input":true}                                 | 400 | input              | expected a string or an array of strings, got a truth value
            {"input":["a",1]}                              | 400 | input[1]           | expected a string as the items before it, got the number 1
            {"input":[1,"a"]}                              | 400 | input              | expected token ids that are whole numbers, got a string
            {"input":[[]],"token_ids":true}                | 400 | input              | expected strings, or arrays of token ids with at least one each, got an array
            {"input":[30522],"token_ids":true}             | 400 | input              | expected 0 to 30521, got 30522 at position 0
            {"input":[[5],[-1]],"token_ids":true}          | 400 | input[1]           | expected 0 to 30521, got -1 at position 0
            {"input":[1.5],"token_ids":true}               | 400 | input              | expected token ids that are whole numbers, got the number 1.5
            {"input":"a","token_ids":"yes"}                | 400 | token_ids          | expected true or false, got a string
            {"input":"a","user":7}                         | 400 | user               | expected a string, got the number 7
            {"input":"a","model":"gpt"}                    | 404 | model              | expected one of all-MiniLM-L6-v2, text-embedding-3-small, got gpt; start the server with it
            {"input":"a","model":["x"]}                    | 400 | model              | expected a string, got an array
            {"input":"a","truncate":"MIDDLE"}              | 400 | truncate           | expected one of none, start, end, got MIDDLE
            {"input":"a","truncation_direction":"up"}      | 400 | truncation_direction | expected one of left, right, got up
            {"input":"a","prompt_name":"query"}            | 400 | prompt_name        | the model names no prompts; give the text itself as prompt
            {"input":"a","prompt":"x","input_type":"query"}| 400 | prompt             | expected one of prompt, prompt_name, input_type, got more
            {"input":"a","input_type":"poem"}              | 400 | input_type         | expected query, document, search_query, search_document, classification or clustering, got poem
            {"input":"\\ud800"}                            | 400 | input              | expected Unicode text, got half of a surrogate pair at character 0
            """)
    void refusals_are_openais_and_name_the_key(String body, int status, String param, String message)
            throws IOException {
        Answer answer = asking.post("/v1/embeddings", body);
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        Tree error = Tree.of(answer.body()).at("error");
        assertThat(error.at("message").text()).isEqualTo(param + ": " + message);
        assertThat(error.at("type").text()).isEqualTo("invalid_request_error");
        assertThat(error.at("param").text()).isEqualTo(param);
        assertThat(error.keys()).containsExactly("message", "type", "param", "code");
    }

    @Test
    void every_key_with_a_value_of_every_wrong_kind_is_refused_and_never_a_fault() throws IOException {
        List<String> values =
                List.of("null", "true", "7", "-1.5e300", "\"x\"", "[]", "[[]]", "[null]", "{}", "{\"a\":[1]}");
        Map<String, List<String>> keys = Map.of(
                "/v1/embeddings",
                List.of(
                        "model",
                        "input",
                        "encoding_format",
                        "dimensions",
                        "user",
                        "token_ids",
                        "prompt",
                        "prompt_name",
                        "input_type",
                        "truncate",
                        "truncation_direction"),
                "/embed",
                List.of("model", "inputs", "normalize", "dimensions", "truncate", "prompt_name"),
                "/embed_all",
                List.of("inputs", "truncate"),
                "/similarity",
                List.of("inputs", "parameters"),
                "/tokenize",
                List.of("inputs", "add_special_tokens", "prompt_name"));
        for (var path : keys.entrySet()) {
            for (String key : path.getValue()) {
                for (String value : values) {
                    String text = path.getKey().equals("/v1/embeddings") ? "input" : "inputs";
                    String rest = key.equals(text) ? "" : ",\"" + text + "\":\"a\"";
                    Answer answer = asking.post(path.getKey(), "{\"" + key + "\":" + value + rest + "}");
                    assertThat(answer.status())
                            .as(path.getKey() + " " + key + " " + value + " " + answer.body())
                            .isIn(200, 400, 404, 422);
                    Tree.of(answer.body());
                }
            }
        }
    }

    @Test
    void json_ten_thousand_deep_and_the_like_ends_in_one_line() throws IOException {
        for (String body : List.of(
                "[".repeat(10_000),
                "{\"input\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}",
                "{\"a\":".repeat(10_000) + "1" + "}".repeat(10_000),
                "{\"input\":\"a\",\"dimensions\":" + "9".repeat(10_000) + "}",
                "{\"" + "k".repeat(100_000) + "\":1}",
                "{\"input\":\"a\"",
                "{\"input\":\"a\"}}",
                "{\"input\":\"a\",\"input\":\"b\"}",
                "{\"input\":nan}",
                "")) {
            Answer answer = asking.post("/v1/embeddings", body);
            assertThat(answer.status()).as(answer.body()).isEqualTo(400);
            assertThat(answer.message()).startsWith("body: expected ");
            assertThat(answer.body().length()).isLessThan(1_500);
        }
    }

    @Test
    void what_can_never_be_done_is_too_large_and_says_the_limit() throws IOException {
        Answer many = asking.post("/v1/embeddings", "{\"input\":" + Tree.json(Collections.nCopies(100_000, "a")) + "}");
        assertThat(many.status()).isEqualTo(413);
        assertThat(many.message())
                .isEqualTo("input: expected at most 16384 texts a request, got 100000; send several requests");
        try (HeedServer small = HeedServer.start(
                HeedServer.Options.LOCAL.port(0).capacity(new dev.heed.server.schedule.Capacity(1, 64, 100)),
                List.of(encoder))) {
            Answer never = new Asking(small.port())
                    .post("/v1/embeddings", "{\"input\":[\"" + "a ".repeat(90) + "\",\"b c d e f g h i j\"]}");
            assertThat(never.status()).isEqualTo(413);
            assertThat(never.message()).isEqualTo("input: expected at most 100 tokens a request, got 103; send fewer");
            assertThat(new Asking(small.port())
                            .post("/v1/embeddings", "{\"input\":\"a\"}")
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void what_is_cut_is_told_and_can_be_refused_or_cut_at_the_other_end() throws IOException {
        String longText = "river bank money ".repeat(200) + "end";
        Answer cut = asking.post("/v1/embeddings", "{\"input\":[\"a\",\"" + longText + "\"]}");
        assertThat(cut.status()).isEqualTo(200);
        assertThat(cut.headers()).containsEntry("heed-truncated", "1");
        assertThat(Tree.of(cut.body()).at("usage").at("prompt_tokens").number()).isEqualTo(256 + 3);
        assertThat(embedded(Tree.of(cut.body()), 1))
                .isEqualTo(encoder.embed(longText).vector());

        Answer refused = asking.post("/v1/embeddings", "{\"input\":[\"a\",\"" + longText + "\"],\"truncate\":false}");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.message())
                .isEqualTo(
                        "input[1]: expected at most 256 tokens, got 603; shorten it, or let it be truncated or read in"
                                + " windows");
        assertThat(asking.post("/embed", "{\"inputs\":\"" + longText + "\",\"truncate\":false}")
                        .status())
                .isEqualTo(413);

        String last = "money " + "river bank money ".repeat(84) + "end"; // the last 254 tokens
        for (String how : List.of("\"truncation_direction\":\"Left\"", "\"truncate\":\"START\"")) {
            float[] vector = embedded(post("/v1/embeddings", "{\"input\":\"" + longText + "\"," + how + "}"), 0);
            assertThat(vector).isEqualTo(encoder.embed(last).vector());
        }
        assertThat(asking.post("/v1/embeddings", "{\"input\":\"a\"}").headers()).doesNotContainKey("heed-truncated");
    }

    @ParameterizedTest
    @CsvSource({"253", "254", "255"})
    void a_text_of_exactly_the_limit_is_read_whole(int words) throws IOException {
        String text = "bank ".repeat(words).strip();
        Answer answer = asking.post("/v1/embeddings", "{\"input\":\"" + text + "\",\"truncate\":true}");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers().containsKey("heed-truncated")).isEqualTo(words == 255);
        assertThat(embedded(Tree.of(answer.body()), 0))
                .isEqualTo(encoder.embed(text).vector());
    }

    @Test
    void a_prompt_stands_before_each_text() throws IOException {
        Tree answer = post("/v1/embeddings", "{\"input\":[\"a\",\"b\"],\"prompt\":\"query: \"}");
        assertThat(embedded(answer, 1)).isEqualTo(encoder.embed("query: b").vector());
        assertThat(embedded(post("/v1/embeddings", "{\"input\":\"a\",\"input_type\":\"query\"}"), 0))
                .as("a model without prompts has none for queries either")
                .isEqualTo(encoder.embed("a").vector());
    }

    @Test
    void models_are_listed_with_their_other_names() throws IOException {
        for (String root : List.of("/v1", "")) {
            Tree list = Tree.of(asking.get(root + "/models").body());
            assertThat(list.at("object").text()).isEqualTo("list");
            assertThat(list.at("data").at(0).at("id").text()).isEqualTo("all-MiniLM-L6-v2");
            assertThat(list.at("data").at(1).at("id").text()).isEqualTo("text-embedding-3-small");
            assertThat(list.at("data").at(0).keys())
                    .containsExactly("id", "object", "created", "owned_by", "precision");
            assertThat(list.at("data").at(1).at("precision").text()).isEqualTo("fp32");
            Tree one = Tree.of(asking.get(root + "/models/sentence-transformers%2Fall-MiniLM-L6-v2")
                    .body());
            assertThat(one.at("id").text()).isEqualTo("all-MiniLM-L6-v2");
            Answer none = asking.get(root + "/models/none");
            assertThat(none.status()).isEqualTo(404);
            assertThat(Tree.of(none.body()).at("error").at("code").text()).isEqualTo("model_not_found");
        }
    }

    @Test
    void embed_answers_bare_arrays() throws IOException {
        Tree one = post("/embed", "{\"inputs\":\"" + HARBOUR + "\"}");
        assertThat(one.size()).isEqualTo(1);
        assertThat(one.at(0).floats()).isEqualTo(encoder.embed(HARBOUR).vector());
        Tree two = post("/embed", "{\"inputs\":[\"a\",\"" + HARBOUR + "\"],\"normalize\":false}");
        float[] unscaled = two.at(1).floats();
        assertThat(Vectors.norm(unscaled)).as("transformers").isCloseTo(6.679596, Offset.offset(1e-4));
        Vectors.normalize(unscaled);
        assertThat(unscaled).isEqualTo(encoder.embed(HARBOUR).vector());
    }

    @Test
    void embed_all_answers_each_tokens_last_layer() throws IOException {
        Tree answer = post("/embed_all", "{\"inputs\":[\"a\",\"" + HARBOUR + "\"]}");
        var matrix = encoder.encode(HARBOUR).tokenVectors(6);
        assertThat(answer.at(0).size()).isEqualTo(3);
        assertThat(answer.at(1).size()).isEqualTo(8);
        for (int token = 0; token < 8; token++) {
            assertThat(answer.at(1).at(token).floats()).isEqualTo(matrix.toArrays()[token]);
        }
    }

    @Test
    void similarity_answers_cosines() throws IOException {
        Tree answer = post(
                "/similarity",
                "{\"inputs\":{\"source_sentence\":\"a river\",\"sentences\":[\"a river\",\"a bank of money\"]}}");
        assertThat(answer.size()).isEqualTo(2);
        assertThat(answer.at(0).number()).isCloseTo(1, Offset.offset(1e-6));
        assertThat(answer.at(1).number())
                .isCloseTo(
                        Vectors.cosine(
                                encoder.embed("a river").vector(),
                                encoder.embed("a bank of money").vector()),
                        Offset.offset(1e-6));
    }

    @Test
    void tokenize_counts_characters_and_puts_special_tokens_nowhere() throws IOException {
        Tree answer = post("/tokenize", "{\"inputs\":\"🙂 naïve banking\"}");
        Tree tokens = answer.at(0);
        assertThat(tokens.at(0).at("text").text()).isEqualTo("[CLS]");
        assertThat(tokens.at(0).at("special").truth()).isTrue();
        assertThat(tokens.at(0).at("start").isNull()).isTrue();
        Tree naive = tokens.at(2);
        assertThat(naive.at("text").text()).isEqualTo("naïve");
        assertThat(naive.at("start").number()).isEqualTo(2);
        assertThat(naive.at("stop").number()).isEqualTo(7);
        assertThat(naive.keys()).containsExactly("id", "text", "special", "start", "stop");
        Tree bare = post("/tokenize", "{\"inputs\":[\"a\",\"\"],\"add_special_tokens\":false}");
        assertThat(bare.at(0).size()).isEqualTo(1);
        assertThat(bare.at(1).size()).isZero();
    }

    @Test
    void info_says_what_it_is_and_refusals_there_are_text_embeddings_inferences() throws IOException {
        Tree info = Tree.of(asking.get("/info").body());
        assertThat(info.at("model_id").text()).isEqualTo("all-MiniLM-L6-v2");
        assertThat(info.at("max_input_length").number()).isEqualTo(256);
        assertThat(info.at("model_type").at("embedding").at("pooling").text()).isEqualTo("mean");
        assertThat(info.at("kernel").text()).isEqualTo(encoder.kernel());
        Answer refused = asking.post("/embed", "{\"inputs\":[]}");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(Tree.of(refused.body()).keys()).containsExactly("error", "error_type");
        assertThat(Tree.of(refused.body()).at("error_type").text()).isEqualTo("validation");
    }

    @Test
    void a_key_is_needed_where_there_are_keys_and_probes_need_none(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("keys");
        Files.writeString(file, "# ours\n\nsecret-one\n  secret-two  \n");
        try (HeedServer guarded = HeedServer.start(
                HeedServer.Options.LOCAL.port(0).access(dev.heed.server.http.Access.of(file)), List.of(encoder))) {
            Asking asking = new Asking(guarded.port());
            String body = "{\"input\":\"a\"}";
            Answer none = asking.post("/v1/embeddings", body);
            assertThat(none.status()).isEqualTo(401);
            assertThat(none.headers()).containsEntry("www-authenticate", "Bearer");
            assertThat(Tree.of(none.body()).at("error").at("code").text()).isEqualTo("invalid_api_key");
            for (String wrong : List.of("Bearer wrong", "Bearer # ours", "Bearer ", "Basic secret-one", "secret-one")) {
                assertThat(asking.post("/v1/embeddings", body, Map.of("Authorization", wrong))
                                .status())
                        .as(wrong)
                        .isEqualTo(401);
            }
            for (String right : List.of("Bearer secret-one", "bearer secret-two")) {
                assertThat(asking.post("/v1/embeddings", body, Map.of("Authorization", right))
                                .status())
                        .isEqualTo(200);
            }
            assertThat(asking.post("/api/attend", "{\"text\":\"a\"}").status()).isEqualTo(401);
            assertThat(asking.post("/embed", "{\"inputs\":\"a\"}").status()).isEqualTo(401);
            assertThat(asking.get("/health").status()).isEqualTo(200);
            assertThat(asking.get("/ready").status()).isEqualTo(200);
        }
    }

    @Test
    void until_models_are_there_it_lives_and_is_not_ready() throws IOException {
        try (HeedServer loading = HeedServer.listen(HeedServer.Options.LOCAL.port(0))) {
            Asking asking = new Asking(loading.port());
            assertThat(asking.get("/health").status()).isEqualTo(200);
            Answer ready = asking.get("/ready");
            assertThat(ready.status()).isEqualTo(503);
            assertThat(ready.body()).isEqualTo("{\"status\":\"loading\"}\n");
            Answer early = asking.post("/v1/embeddings", "{\"input\":\"a\"}");
            assertThat(early.status()).isEqualTo(503);
            assertThat(early.headers()).containsEntry("retry-after", "1");
            assertThat(early.message()).isEqualTo("server: is loading; try again");
            loading.serve(List.of(encoder));
            assertThat(asking.get("/ready").status()).isEqualTo(200);
            loading.leave();
            assertThat(asking.get("/ready").status()).isEqualTo(503);
            assertThat(asking.post("/v1/embeddings", "{\"input\":\"a\"}").status())
                    .isEqualTo(200);
        }
    }

    @Test
    void metrics_count_what_was_read_given_and_cut() throws IOException {
        try (HeedServer counted = HeedServer.start(HeedServer.Options.LOCAL.port(0), List.of(encoder))) {
            Asking asking = new Asking(counted.port());
            asking.post("/v1/embeddings", "{\"input\":[\"a\",\"" + "bank ".repeat(300) + "\"]}");
            asking.post("/v1/embeddings", "{}");
            Answer answer = asking.get("/metrics");
            assertThat(answer.headers().get("content-type")).startsWith("text/plain; version=0.0.4");
            String model = "{model=\"all-MiniLM-L6-v2\"}";
            assertThat(answer.body())
                    .contains(
                            "heed_requests_total{path=\"/v1/embeddings\",status=\"200\"} 1.0\n",
                            "heed_requests_total{path=\"/v1/embeddings\",status=\"400\"} 1.0\n",
                            "heed_inputs_total" + model + " 2.0\n",
                            "heed_tokens_read_total" + model + " 259.0\n",
                            "heed_tokens_given_total" + model + " 305.0\n",
                            "heed_inputs_truncated_total" + model + " 1.0\n",
                            "heed_queue_tokens 0.0\n",
                            "heed_batch_tokens_count",
                            "heed_compute_seconds_total",
                            "kernel=\"" + encoder.kernel() + "\"");
        }
    }

    @Test
    void the_access_log_has_a_line_of_json_a_request_and_nothing_of_the_texts() throws IOException {
        var log = new java.io.ByteArrayOutputStream();
        try (HeedServer logging =
                HeedServer.start(HeedServer.Options.LOCAL.port(0).accessLog(log), List.of(encoder))) {
            Asking asking = new Asking(logging.port());
            asking.post("/v1/embeddings", "{\"input\":[\"secret words\"]}");
            asking.get("/invented/path\u0001");
            asking.get("/invented");
        }
        List<String> lines =
                log.toString(java.nio.charset.StandardCharsets.UTF_8).lines().toList();
        assertThat(lines).hasSize(3);
        Tree first = Tree.of(lines.getFirst());
        assertThat(first.at("path").text()).isEqualTo("/v1/embeddings");
        assertThat(first.at("status").number()).isEqualTo(200);
        assertThat(first.at("tokensRead").number()).isEqualTo(4);
        assertThat(first.at("model").text()).isEqualTo("all-MiniLM-L6-v2");
        assertThat(lines.getFirst()).doesNotContain("secret");
        assertThat(Tree.of(lines.getLast()).at("status").number()).isEqualTo(404);
    }
}
