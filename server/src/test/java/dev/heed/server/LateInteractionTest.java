package dev.heed.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heed.Encoder;
import dev.heed.Models;
import dev.heed.MultiVectorEncoder;
import dev.heed.MultiVectorEncoder.TokenVectors;
import dev.heed.server.Asking.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Models for late interaction over real HTTP: the library's bits, which are the reference's numbers. */
class LateInteractionTest {
    private static final Path FOLDERS = Path.of("../engine/src/test/resources/dev/heed/heads/multi");

    private static MultiVectorEncoder masked; // its queries' masks are seen by none
    private static MultiVectorEncoder saved;
    private static HeedServer server;
    private static Asking asking;

    @BeforeAll
    static void start() {
        server = HeedServer.listen(HeedServer.Options.LOCAL.port(0));
        masked = MultiVectorEncoder.open(Models.folder(FOLDERS.resolve("pylate")), server.threads());
        saved = MultiVectorEncoder.open(Models.folder(FOLDERS.resolve("saved")), server.threads());
        server.serve(List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(masked, saved));
        asking = new Asking(server.port());
    }

    @AfterAll
    static void stop() {
        server.close();
        masked.close();
        saved.close();
    }

    private static Tree post(String body) throws IOException {
        Answer answer = asking.post("/embed_all", body);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return Tree.of(answer.body());
    }

    @ParameterizedTest
    @ValueSource(strings = {"pylate", "saved"})
    void each_text_has_the_vectors_of_its_tokens(String name) throws IOException {
        Tree golden = Tree.of(Files.readString(FOLDERS.resolve(name).resolve("golden.json")));
        List<String> texts = IntStream.range(0, golden.at("texts").size())
                .mapToObj(i -> golden.at("texts").at(i).text())
                .toList();
        MultiVectorEncoder encoder = name.equals("saved") ? saved : masked;
        String inputs = "{\"model\":\"" + name + "\",\"inputs\":" + Tree.json(texts);
        Tree documents = post(inputs + "}");
        Tree queries = post(inputs + ",\"input_type\":\"query\"}");
        assertThat(documents.size()).isEqualTo(texts.size());
        for (int i = 0; i < texts.size(); i++) {
            same(documents.at(i), encoder.embedDocument(texts.get(i)));
            same(queries.at(i), encoder.embedQuery(texts.get(i)));
        }
    }

    private static void same(Tree rows, TokenVectors expected) {
        assertThat(rows.size()).isEqualTo(expected.tokens().size());
        for (int row = 0; row < rows.size(); row++) {
            assertThat(rows.at(row).floats())
                    .isEqualTo(expected.tokens().get(row).vector());
        }
    }

    @Test
    void what_was_cut_is_told() throws IOException {
        String lengthy = "the bank ".repeat(40).strip();
        Answer cut = asking.post("/embed_all", "{\"inputs\":[\"a\",\"" + lengthy + "\"]}");
        assertThat(cut.status()).isEqualTo(200);
        assertThat(cut.headers().get("heed-truncated")).isEqualTo("1");
        same(Tree.of(cut.body()).at(1), masked.embedDocument(lengthy));
        Answer refused = asking.post("/embed_all", "{\"inputs\":[\"a\",\"" + lengthy + "\"],\"truncate\":false}");
        assertThat(refused.status()).isEqualTo(413);
        assertThat(refused.body()).contains("inputs[1]: expected at most 18 tokens");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            {"inputs":"a","input_type":"clustering"}         | 400 | input_type: expected query or document
            {"inputs":"a","prompt":"query: "}                | 400 | prompt: expected none
            {"inputs":[[1,2]],"token_ids":true}              | 400 | inputs: expected strings
            {"inputs":"a","truncation_direction":"left"}     | 400 | truncation_direction: expected the end
            {"inputs":"a","model":"nobody"}                  | 404 | expected one of pylate, saved
            """)
    void refusals_name_the_key(String body, int status, String says) throws IOException {
        Answer answer = asking.post("/embed_all", body);
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.body()).contains(says);
    }

    @Test
    void it_has_no_one_vector_of_a_text_and_stands_behind_encoders() throws IOException {
        assertThat(asking.post("/v1/embeddings", "{\"input\":\"a\"}").status()).isEqualTo(404);
        assertThat(Tree.of(asking.get("/info").body()).at("model_id").text()).isEqualTo("pylate");
        assertThat(Tree.of(asking.get("/v1/models").body()).at("data").size()).isEqualTo(2);
        try (HeedServer both = HeedServer.listen(HeedServer.Options.LOCAL.port(0));
                Encoder minilm = Encoder.open(Models.minilm())) {
            both.serve(List.of(minilm), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(saved));
            Asking there = new Asking(both.port());
            Tree first = Tree.of(
                    there.post("/embed_all", "{\"inputs\":\"the bank\"}").body());
            assertThat(first.at(0).at(0).size()).isEqualTo(384);
            Tree second = Tree.of(there.post("/embed_all", "{\"model\":\"saved\",\"inputs\":\"the bank\"}")
                    .body());
            same(second.at(0), saved.embedDocument("the bank"));
        }
    }
}
