package dev.heed.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.heed.Encoder;
import dev.heed.Models;
import dev.heed.server.Asking.Answer;
import dev.heed.server.http.Limits;
import dev.heed.view.AttentionQuestion;
import dev.heed.view.AttentionView;
import dev.heed.view.ComparisonView;
import dev.heed.view.json.AttendDocument;
import dev.heed.view.json.CompareDocument;
import dev.heed.view.json.JsonOutput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The interface over real HTTP: what it answers, and what it refuses in which words. */
class HttpTest {
    private static final Limits LIMITS =
            new Limits(20_000, 8_000, Duration.ofSeconds(2), Duration.ofSeconds(20), 1 << 20);

    private static Encoder encoder;
    private static HeedServer server;
    private static Asking asking;

    @BeforeAll
    static void start() {
        encoder = Encoder.open(Models.minilm());
        server = HeedServer.start(HeedServer.Options.LOCAL.port(0).limits(LIMITS), List.of(encoder));
        asking = new Asking(server.port());
    }

    @AfterAll
    static void stop() {
        server.close();
        encoder.close();
    }

    private interface Writing {
        void to(JsonOutput json) throws IOException;
    }

    private static String written(Writing writing) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonOutput json = new JsonOutput(bytes)) {
            writing.to(json);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void attend_answers_the_commands_document() throws IOException {
        Answer simple =
                asking.post("/api/attend", "{\"text\":\"bank grows money\",\"simple\":true,\"explain\":\"BANK\"}");
        AttentionView view = AttentionView.simple(
                encoder, AttentionQuestion.of("bank grows money").explain("bank"));
        assertThat(simple.status()).isEqualTo(200);
        assertThat(simple.body()).isEqualTo(written(json -> new AttendDocument(json).write(view)));

        Answer model = asking.post(
                "/api/attend", "{\"text\":\"naïve 🙂\",\"layer\":2,\"head\":3,\"withVectors\":true,\"model\":null}");
        AttentionQuestion question = new AttentionQuestion("naïve 🙂", 2, 3, null, 1, true);
        assertThat(model.body())
                .isEqualTo(written(json -> new AttendDocument(json).write(AttentionView.model(encoder, question))));
        assertThat(model.headers()).containsEntry("content-type", "application/json; charset=utf-8");
    }

    @Test
    void compare_answers_the_commands_document() throws IOException {
        List<String> texts = List.of("I went to the bank.", "We sat by the river bank.");
        Answer answer = asking.post(
                "/api/compare",
                "{\"word\":\"bank\",\"texts\":[\"I went to the bank.\",\"We sat by the river bank.\"]}");
        assertThat(answer.body())
                .isEqualTo(written(json -> new CompareDocument(json)
                        .write(ComparisonView.of(encoder, "bank", texts).judged(encoder))));
    }

    @Test
    void rows_are_those_of_the_whole() throws IOException {
        String text = "I went to the bank to deposit money.";
        var whole = AttentionView.of(
                encoder.attention(text),
                encoder.model(),
                AttentionQuestion.of(text).layer(3));
        Answer answer = asking.post("/api/rows", "{\"text\":\"" + text + "\",\"layer\":3,\"rows\":[5],\"top\":1}");
        float largest = 0;
        for (float weight : whole.wordWeights().row(5)) {
            largest = Math.max(largest, weight);
        }
        assertThat(answer.body()).contains("\"row\":5", "\"weights\":[" + largest + "]");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', nullValues = "-", textBlock = """
            attend  | {"text":"a"                          | 400 | body        | body: expected a JSON object, got what is none (line 1, column 12)
            attend  | [1]                                  | 400 | body        | body: expected a JSON object, got something else
            attend  | {"text":"a"} {}                      | 400 | body        | body: expected one JSON object, got more behind it
            attend  | {"text":"a","text":"b"}              | 400 | body        | -
            attend  | {}                                   | 400 | text        | text: expected a string, got none
            attend  | {"text":7}                           | 400 | text        | text: expected a string, got the number 7
            attend  | {"text":"a","laier":1}               | 400 | laier       | laier: unknown key; expected one of explain, head, layer, model, occurrence, simple, text, withVectors
            attend  | {"text":"a","with-vectors":true}     | 400 | with-vectors| -
            attend  | {"text":"a","layer":1.5}             | 400 | layer       | layer: expected a whole number, got 1.5
            attend  | {"text":"a","layer":99999999999}     | 400 | layer       | layer: expected a whole number, got the number 99999999999
            attend  | {"text":"a","simple":"yes"}          | 400 | simple      | simple: expected true or false, got a string
            attend  | {"text":{"a":1}}                     | 400 | text        | text: expected a plain value, got one within another
            attend  | {"text":"\\ud800"}                   | 400 | text        | text: expected Unicode text, got half of a surrogate pair at character 0
            attend  | {"text":"a","layer":7}               | 422 | layer       | layer: expected 1 to 6, got 7
            attend  | {"text":"a","head":13}               | 422 | head        | head: expected 1 to 12, got 13
            attend  | {"text":"a","explain":"b"}           | 422 | word b      | word b: not in the text; expected one of [CLS], a, [SEP]
            attend  | {"text":""}                          | 422 | text        | text: expected at least one word, got none
            attend  | {"text":"a","simple":true,"layer":1} | 422 | layer       | -
            attend  | {"text":"a","model":"/etc"}          | 422 | model       | model: expected one of all-MiniLM-L6-v2, got /etc; start the server with it
            beyond  | {"text":"a"}                         | 400 | row         | row: expected a position from 0, got none
            beyond  | {"text":"a","row":3}                 | 422 | row         | row: expected 0 to 2, got 3
            compare | {"word":"bank","texts":[]}           | 400 | texts       | texts: expected at least one string, got none
            compare | {"word":"bank","texts":["bank"]}     | 422 | word bank   | word bank: expected it twice or more, found it once; give another text
            rows    | {"text":"a","rows":[9]}              | 422 | rows        | rows: expected 0 to 2, got 9
            steps   | {"text":"a","head":1,"token":3}      | 422 | token       | token: expected 0 to 2, got 3
            steps   | {"text":"a","token":1}               | 422 | head        | head: expected a number: the mean of all has no steps
            heads   | {"text":"a","cells":1000}            | 422 | cells       | cells: expected 1 to 64, got 1000
            text    | {"text":"a","window":1}              | 422 | window      | window: expected 0 to 0, got 1
            """)
    void refusals(String room, String body, int status, String subject, String message) throws IOException {
        Answer answer = asking.post("/api/" + room, body);

        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.subject()).isEqualTo(subject);
        if (message != null) {
            assertThat(answer.message()).isEqualTo(message);
        }
        assertThat(answer.message()).doesNotContain("\n", "Exception");
    }

    @Test
    void a_body_over_the_limit_is_not_read_to_its_end() throws IOException {
        Answer stated = asking.post("/api/attend", "{\"text\":\"a\"}", Map.of("Content-Length", "50000000"));
        assertThat(stated.status()).isEqualTo(413);
        assertThat(stated.message()).isEqualTo("body: expected at most 20000 bytes, got more; shorten it");

        String chunk = "4000\r\n" + "x".repeat(0x4000) + "\r\n";
        Answer streamed =
                asking.raw(("POST /api/attend HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
                                + "Transfer-Encoding: chunked\r\n\r\n" + chunk.repeat(40))
                        .getBytes(StandardCharsets.US_ASCII));
        assertThat(streamed.status()).isEqualTo(413);
    }

    @Test
    void a_text_over_the_limit_is_too_large() throws IOException {
        Answer answer = asking.post("/api/attend", "{\"text\":\"" + "a ".repeat(4_001) + "\"}");
        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.message()).isEqualTo("text: expected at most 8000 characters in all, got more; shorten it");
    }

    @Test
    void a_word_in_too_many_places_is_refused_before_any_text_is_read() throws IOException {
        String text = "\"" + "a ".repeat(400) + "\""; // more than the model reads, which would be refused as 422
        Answer answer = asking.post("/api/compare", "{\"word\":\"A\",\"texts\":[" + text + "," + text + "]}");
        assertThat(answer.status()).as(answer.body()).isEqualTo(413);
        assertThat(answer.message())
                .isEqualTo("texts: expected at most 300 places of the word, got 800; give fewer or shorter texts");
    }

    @Test
    void a_page_to_mail_says_what_a_room_refuses_as_a_wrong_argument() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MailedPage.compare(encoder, "a", List.of("a ".repeat(301))))
                .withMessage("texts: expected at most 300 places of the word, got 301; give fewer or shorter texts");
    }

    @Test
    void a_body_that_does_not_arrive_is_given_up() throws IOException {
        Answer answer = asking.post("/api/attend", "{\"te", Map.of("Content-Length", "500"));
        assertThat(answer.status()).isEqualTo(408);
        assertThat(answer.message()).isEqualTo("body: expected all of it within 2 s, got a part");
        assertThat(asking.post("/api/attend", "{\"text\":\"a\"}").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            127.0.0.1:8080        | ''                        | ''          | 200
            localhost:9           | http://localhost:9        | same-origin | 200
            [::1]:80              | ''                        | none        | 200
            LOCALHOST             | http://LocalHost          | same-origin | 200
            evil.example          | ''                        | ''          | 403
            evil.example:8080     | http://evil.example:8080  | same-origin | 403
            127.0.0.1.evil.example| ''                        | ''          | 403
            127.0.0.1:8080        | http://evil.example       | ''          | 403
            127.0.0.1:8080        | null                      | ''          | 403
            127.0.0.1:8080        | http://127.0.0.1:9        | ''          | 403
            127.0.0.1:8080        | https://127.0.0.1:8080    | ''          | 403
            127.0.0.1:8080        | ''                        | cross-site  | 403
            127.0.0.1:8080        | ''                        | same-site   | 403
            127.0.0.1@evil        | ''                        | ''          | 403
            """)
    void only_our_own_page_may_ask(String host, String origin, String site, int status) throws IOException {
        Answer answer = asking.post(
                "/api/attend", "{\"text\":\"a\"}", Map.of("Host", host, "Origin", origin, "Sec-Fetch-Site", site));
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    }

    @Test
    void the_page_too_is_only_given_under_our_names() throws IOException {
        assertThat(asking.send("GET", "/", Map.of("Host", "evil.example"), "").status())
                .isEqualTo(403);
        assertThat(asking.send("GET", "/", Map.of("Host", "localhost", "Sec-Fetch-Site", "cross-site"), "")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void methods_paths_and_types() throws IOException {
        assertThat(asking.get("/api/attend").status()).isEqualTo(405);
        assertThat(asking.get("/api/attend").headers()).containsEntry("allow", "POST");
        assertThat(asking.get("/api/nothing").status()).isEqualTo(404);
        assertThat(asking.get("/../pom.xml").status()).isIn(400, 404);
        assertThat(asking.get("/%2e%2e/%2e%2e/etc/passwd").status()).isIn(400, 404);
        assertThat(asking.post("/", "{}").status()).isEqualTo(405);
        Answer form = asking.post("/api/attend", "{\"text\":\"a\"}", Map.of("Content-Type", "text/plain"));
        assertThat(form.status()).isEqualTo(415);
        assertThat(form.message()).isEqualTo("Content-Type: expected application/json, got text/plain");
    }

    @Test
    void the_policy_allows_only_our_own_files() throws IOException {
        Answer page = asking.get("/");
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.headers().get("content-security-policy"))
                .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
                .doesNotContain("unsafe", "*");
        assertThat(page.headers()).containsEntry("x-content-type-options", "nosniff");
        String tag = page.headers().get("etag");
        Answer again = asking.send("GET", "/", Map.of("Host", "localhost", "If-None-Match", tag), "");
        assertThat(again.status()).isEqualTo(304);
        assertThat(asking.post("/api/attend", "{}").headers()).containsKey("content-security-policy");
    }

    @Test
    void a_server_of_another_name_must_be_told_it() throws IOException {
        try (HeedServer named = HeedServer.start(
                HeedServer.Options.LOCAL.port(0).names(java.util.Set.of("Heed.example")), List.of(encoder))) {
            Asking other = new Asking(named.port());
            assertThat(other.send("GET", "/", Map.of("Host", "heed.example:80"), "")
                            .status())
                    .isEqualTo(200);
            assertThat(other.send("GET", "/", Map.of("Host", "heed.example.evil"), "")
                            .status())
                    .isEqualTo(403);
        }
    }
}
