package dev.heed.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.heed.Models;
import dev.heed.SparseEncoder;
import dev.heed.StaticEncoder;
import dev.heed.server.Asking.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sparse and static models over real HTTP, without any encoder beside them: the reference's numbers, the library's bits. */
class SparseAndStaticTest {
    private static final Path FOLDERS = Path.of("../engine/src/test/resources/dev/heed/heads");

    private static SparseEncoder splade;
    private static StaticEncoder plain;
    private static StaticEncoder unit;
    private static HeedServer server;
    private static Asking asking;

    @BeforeAll
    static void start() {
        server = HeedServer.listen(HeedServer.Options.LOCAL.port(0));
        splade = SparseEncoder.open(Models.folder(FOLDERS.resolve("sparse/splade")), null, server.threads());
        plain = StaticEncoder.open(Models.folder(FOLDERS.resolve("static/model2vec-plain")));
        unit = StaticEncoder.open(Models.folder(FOLDERS.resolve("static/static-normalized")));
        server.serve(List.of(), List.of(), List.of(), List.of(splade), List.of(plain, unit));
        asking = new Asking(server.port());
    }

    @AfterAll
    static void stop() {
        server.close();
        splade.close();
        plain.close();
        unit.close();
    }

    private static Tree golden(String folder) throws IOException {
        return Tree.of(Files.readString(FOLDERS.resolve(folder).resolve("golden.json")));
    }

    private static List<String> texts(Tree golden) {
        return IntStream.range(0, golden.at("texts").size())
                .mapToObj(i -> golden.at("texts").at(i).text())
                .toList();
    }

    private static Tree post(String path, String body) throws IOException {
        Answer answer = asking.post(path, body);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return Tree.of(answer.body());
    }

    @Test
    void weights_of_pieces_are_the_references() throws IOException {
        Tree golden = golden("sparse/splade");
        Tree answer = post("/embed_sparse", "{\"inputs\":" + Tree.json(texts(golden)) + "}");
        assertThat(answer.size()).isEqualTo(golden.at("texts").size());
        for (int i = 0; i < answer.size(); i++) {
            double[] weights = new double[splade.pieces()];
            List<SparseEncoder.Term> terms = splade.embed(texts(golden).get(i)).terms();
            assertThat(answer.at(i).size()).isEqualTo(terms.size());
            for (int t = 0; t < terms.size(); t++) {
                Tree term = answer.at(i).at(t);
                assertThat(term.keys()).containsExactly("index", "value");
                assertThat((int) term.at("index").number())
                        .isEqualTo(terms.get(t).id());
                assertThat((float) term.at("value").number())
                        .isEqualTo(terms.get(t).weight());
                weights[(int) term.at("index").number()] = term.at("value").number();
            }
            for (int id = 0; id < weights.length; id++) {
                assertThat(weights[id])
                        .isEqualTo(golden.at("vectors").at(i).at(id).number(), within(1e-5));
            }
        }
        assertThat(post("/embed_sparse", "{\"inputs\":\"the bank\",\"truncate\":true}")
                        .size())
                .isEqualTo(1);
    }

    @Test
    void info_speaks_of_the_first_model_whatever_its_kind() throws IOException {
        Tree info = Tree.of(asking.get("/info").body());
        assertThat(info.at("model_id").text()).isEqualTo("model2vec-plain");
        assertThat(info.at("model_type").at("embedding").at("pooling").text()).isEqualTo("mean");
        assertThat(info.at("dimension").number()).isEqualTo(plain.model().dimension());
        assertThat(info.at("models").size()).isEqualTo(3);
    }

    @Test
    void what_is_unknown_is_told_of() throws IOException {
        for (String path : List.of("/embed_sparse", "/embed")) {
            assertThat(unknown(path, "[\"the bank\",\"a \u1200\u1208\",\"\u1200 b\"]"))
                    .as(path)
                    .isEqualTo("2");
            assertThat(unknown(path, "[\"the bank\"]")).as(path).isNull();
        }
    }

    private static String unknown(String path, String inputs) throws IOException {
        Answer answer = asking.post(path, "{\"inputs\":" + inputs + "}");
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.headers().get("heed-unknown");
    }

    @Test
    void many_callers_keep_the_bits_of_one() throws Exception {
        String body = "{\"inputs\":" + Tree.json(texts(golden("sparse/splade"))) + "}";
        Tree expected = post("/embed_sparse", body);
        try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Tree>> all = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                all.add(pool.submit(() -> post("/embed_sparse", body)));
            }
            for (Future<Tree> one : all) {
                assertThat(one.get(60, TimeUnit.SECONDS)).isEqualTo(expected);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"model2vec-plain", "static-normalized"})
    void static_vectors_are_the_references_in_both_forms(String name) throws IOException {
        Tree golden = golden("static/" + name);
        String texts = Tree.json(texts(golden));
        Tree openai = post("/v1/embeddings", "{\"model\":\"" + name + "\",\"input\":" + texts + "}");
        assertThat(openai.at("model").text()).isEqualTo(name);
        StaticEncoder encoder = name.startsWith("static") ? unit : plain;
        long tokens = 0;
        for (int i = 0; i < golden.at("texts").size(); i++) {
            var embedded = encoder.embed(texts(golden).get(i));
            tokens += embedded.tokenCount();
            for (int j = 0; j < embedded.vector().length; j++) {
                double got = openai.at("data").at(i).at("embedding").at(j).number();
                assertThat((float) got).isEqualTo(embedded.vector()[j]);
                double expected = golden.at("vectors").at(i).at(j).number();
                assertThat(got).isEqualTo(expected, within(1e-5 * Math.max(1, Math.abs(expected))));
            }
        }
        assertThat(openai.at("usage").at("prompt_tokens").number()).isEqualTo(tokens);
        Tree raw = post("/embed", "{\"model\":\"" + name + "\",\"normalize\":false,\"inputs\":" + texts + "}");
        Tree scaled = post("/embed", "{\"model\":\"" + name + "\",\"inputs\":" + texts + "}");
        for (int i = 0; i < raw.size(); i++) {
            double norm = norm(raw.at(i));
            for (int j = 0; j < raw.at(i).size() && norm > 0; j++) {
                assertThat(raw.at(i).at(j).number() / norm)
                        .isEqualTo(scaled.at(i).at(j).number(), within(1e-6));
            }
        }
    }

    private static double norm(Tree vector) {
        return Math.sqrt(IntStream.range(0, vector.size())
                .mapToDouble(j -> vector.at(j).number() * vector.at(j).number())
                .sum());
    }

    @Test
    void a_static_model_compares_cuts_and_tells_of_it() throws IOException {
        Tree same = post(
                "/similarity",
                "{\"inputs\":{\"source_sentence\":\"the bank\",\"sentences\":[\"the bank\",\"river\"]}}");
        assertThat(same.at(0).number()).isEqualTo(1, within(1e-6));
        Tree two = post("/v1/embeddings", "{\"input\":\"the bank\",\"dimensions\":2}");
        assertThat(norm(two.at("data").at(0).at("embedding"))).isEqualTo(1, within(1e-6));
        String text = "bank ".repeat(4_000);
        assertThat(plain.embed(text).truncated()).isTrue();
        Answer cut = asking.post("/v1/embeddings", "{\"input\":\"" + text + "\"}");
        assertThat(cut.headers()).containsEntry("heed-truncated", "1");
        Answer refused = asking.post("/v1/embeddings", "{\"input\":\"" + text + "\",\"truncate\":false}");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(Tree.of(refused.body()).at("error").at("param").text()).isEqualTo("input");
    }

    @Test
    void all_are_listed() throws IOException {
        Tree data = Tree.of(asking.get("/v1/models").body()).at("data");
        assertThat(IntStream.range(0, data.size())
                        .mapToObj(i -> data.at(i).at("id").text()))
                .containsExactly("model2vec-plain", "static-normalized", "splade");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            /v1/embeddings | {"input":"a","model":"splade"}                     | 404 | expected one of model2vec-plain, static-normalized, got splade
            /v1/embeddings | {"input":"a","truncation_direction":"left"}        | 400 | expected the end to be cut
            /v1/embeddings | {"input":[[1]],"token_ids":true}                   | 400 | the model is static
            /v1/embeddings | {"input":"a","dimensions":7}                       | 400 | expected 1 to 6
            /embed_sparse  | {"inputs":"a","model":"model2vec-plain"}           | 404 | expected one of splade
            /embed_sparse  | {"inputs":"a","normalize":true}                    | 400 | unknown key
            /embed_sparse  | {"inputs":[]}                                      | 400 | at least one text
            /embed_all     | {"inputs":"a"}                                     | 404 | started without any
            """)
    void refusals_say_what_was_expected(String path, String body, int status, String part) throws IOException {
        Answer answer = asking.post(path, body);
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.body()).contains(part);
    }
}
