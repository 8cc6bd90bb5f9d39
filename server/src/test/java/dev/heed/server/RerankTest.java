package dev.heed.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heed.Encoder;
import dev.heed.Models;
import dev.heed.Reranker;
import dev.heed.server.Asking.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
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

/** Ranking over real HTTP, in both forms that clients send: the reference's scores, the library's bits. */
class RerankTest {
    private static final Path FOLDERS = Path.of("../engine/src/test/resources/dev/heed/heads/pairs");

    private static Reranker reranker;
    private static Encoder encoder;
    private static HeedServer server;
    private static Asking asking;
    private static String query;
    private static List<String> texts;
    private static List<Reranker.Result> ranked;

    @BeforeAll
    static void start() throws IOException {
        server = HeedServer.listen(HeedServer.Options.LOCAL.port(0));
        Path folder = oneLabel();
        Tree golden = Tree.of(Files.readString(folder.resolve("golden.json")));
        query = golden.at("queries").at(0).text();
        texts = IntStream.range(0, golden.at("texts").size())
                .mapToObj(i -> golden.at("texts").at(i).text())
                .toList();
        reranker = Reranker.builder(Models.folder(folder))
                .threads(server.threads())
                .open();
        encoder = Encoder.open(Models.minilm());
        server.serve(List.of(encoder), List.of(), List.of(reranker));
        asking = new Asking(server.port());
        ranked = reranker.rank(query, texts);
    }

    private static Path oneLabel() throws IOException {
        try (var all = Files.list(FOLDERS)) {
            for (Path folder : all.sorted(Comparator.comparing(Path::toString)).toList()) {
                try (Reranker model = Reranker.open(Models.folder(folder))) {
                    if (model.labels() == 1) {
                        return folder;
                    }
                }
            }
        }
        throw new AssertionError("no reranker of one label in " + FOLDERS);
    }

    @AfterAll
    static void stop() {
        server.close();
        reranker.close();
        encoder.close();
    }

    private static Tree post(String path, String body) throws IOException {
        Answer answer = asking.post(path, body);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return Tree.of(answer.body());
    }

    private static String ask(String key, String more) {
        return "{\"query\":" + quoted(query) + ",\"" + key + "\":" + Tree.json(texts) + more + "}";
    }

    private static String quoted(String text) {
        String list = Tree.json(List.of(text));
        return list.substring(1, list.length() - 1);
    }

    @Test
    void documents_are_ranked_as_cohere_and_jina_do() throws IOException {
        for (String path : List.of("/v1/rerank", "/rerank", "/v2/rerank")) {
            Tree answer = post(path, ask("documents", ",\"return_documents\":true"));
            assertThat(answer.at("results").size()).isEqualTo(texts.size());
            for (int i = 0; i < texts.size(); i++) {
                Tree result = answer.at("results").at(i);
                assertThat(result.at("index").number()).isEqualTo(ranked.get(i).index());
                assertThat((float) result.at("relevance_score").number())
                        .isEqualTo(ranked.get(i).score());
                assertThat(result.at("document").at("text").text())
                        .isEqualTo(texts.get(ranked.get(i).index()));
            }
            long tokens = ranked.stream().mapToLong(Reranker.Result::tokenCount).sum();
            assertThat(answer.at("usage").at("total_tokens").number()).isEqualTo(tokens);
            assertThat(answer.at("model").text()).isEqualTo(reranker.model().name());
        }
        Tree two = post("/v1/rerank", ask("documents", ",\"top_n\":2"));
        assertThat(two.at("results").size()).isEqualTo(2);
        assertThat(two.at("results").at(0).keys()).containsExactly("index", "relevance_score");
        Tree objects = post(
                "/v1/rerank",
                "{\"query\":" + quoted(query) + ",\"documents\":[{\"text\":" + quoted(texts.getFirst()) + "}]}");
        assertThat(objects.at("results").size()).isEqualTo(1);
    }

    @Test
    void texts_are_ranked_as_text_embeddings_inference_does() throws IOException {
        Tree answer = post("/rerank", ask("texts", ",\"raw_scores\":true,\"return_text\":true,\"truncate\":true"));
        for (int i = 0; i < texts.size(); i++) {
            assertThat(answer.at(i).keys()).containsExactly("index", "score", "text");
            assertThat(answer.at(i).at("index").number())
                    .isEqualTo(ranked.get(i).index());
            assertThat((float) answer.at(i).at("score").number())
                    .isEqualTo(ranked.get(i).raw()[0]);
        }
        assertThat(post("/rerank", ask("texts", "")).at(0).keys()).containsExactly("index", "score");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            {"query":"a"}                                         | 400 | documents
            {"query":"a","documents":["b"],"texts":["b"]}         | 400 | documents
            {"query":"a","documents":[]}                          | 400 | documents
            {"query":"a","documents":[1]}                         | 400 | documents[0]
            {"query":"a","documents":[{"body":"b"}]}              | 400 | documents[0]
            {"documents":["b"]}                                   | 400 | query
            {"query":"a","documents":["b"],"top_n":0}             | 422 | top_n
            {"query":"a","documents":["b"],"max_tokens_per_doc":1}| 400 | max_tokens_per_doc
            {"query":"a","documents":["b"],"return_text":true}    | 400 | return_text
            {"query":"a","documents":["b"],"model":"all-MiniLM-L6-v2"} | 404 | model
            """)
    void refusals_name_the_key(String body, int status, String param) throws IOException {
        Answer answer = asking.post("/v1/rerank", body);
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(Tree.of(answer.body()).at("error").at("param").text()).isEqualTo(param);
    }

    @Test
    void a_server_without_a_reranker_says_so() throws IOException {
        try (HeedServer other = HeedServer.start(HeedServer.Options.LOCAL.port(0), List.of(encoder))) {
            Answer answer = new Asking(other.port()).post("/v1/rerank", "{\"query\":\"a\",\"documents\":[\"b\"]}");
            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.message())
                    .isEqualTo("model: expected one that ranks texts, the server was started without any");
        }
    }

    @Test
    void pairs_of_many_callers_meet_and_each_keeps_its_bits() throws Exception {
        Tree expected = post("/rerank", ask("texts", ",\"raw_scores\":true"));
        try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Tree>> all = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                all.add(pool.submit(() -> post("/rerank", ask("texts", ",\"raw_scores\":true"))));
            }
            for (Future<Tree> one : all) {
                assertThat(one.get(60, TimeUnit.SECONDS)).isEqualTo(expected);
            }
        }
    }
}
