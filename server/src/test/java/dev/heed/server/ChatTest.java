package dev.heed.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heed.ChatMessage;
import dev.heed.Encoder;
import dev.heed.GenerateOptions;
import dev.heed.Generation;
import dev.heed.LanguageModel;
import dev.heed.Models;
import dev.heed.Prompt;
import dev.heed.server.Asking.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Chats and completions over real HTTP: what the library writes, whole and as a stream of events. */
@Timeout(120)
class ChatTest {
    private static final String ASK = "\"model\":\"chatty\",\"messages\":[{\"role\":\"system\",\"content\":\"You tell"
            + " stories.\"},{\"role\":\"user\",\"content\":\"Once upon a time\"}],\"temperature\":0,\"max_tokens\":12";

    @TempDir
    private static Path folder;

    private static LanguageModel stories;
    private static LanguageModel chatty;
    private static Encoder encoder;
    private static HeedServer server;
    private static Asking asking;

    @BeforeAll
    static void start() throws IOException {
        Path copy = Files.createDirectory(folder.resolve("chatty"));
        for (String file : List.of("config.json", "generation_config.json", "model.safetensors", "tokenizer.json")) {
            try (InputStream in = ChatTest.class.getResourceAsStream("/dev/heed/model/stories/" + file)) {
                Files.write(copy.resolve(file), in.readAllBytes());
            }
        }
        Files.writeString(
                copy.resolve("tokenizer_config.json"),
                "{\"bos_token\":\"<s>\",\"eos_token\":\"</s>\",\"chat_template\":\"{% for m in messages %}{{ m.role }}: {{"
                        + " m.content }}\\n{% endfor %}assistant:\"}");
        server = HeedServer.listen(HeedServer.Options.LOCAL.port(0));
        stories = LanguageModel.builder(Models.stories())
                .threads(server.threads())
                .open();
        chatty = LanguageModel.builder(Models.find(copy.toString()))
                .threads(server.threads())
                .open();
        encoder = Encoder.builder(Models.minilm()).threads(server.threads()).open();
        server.serve(List.of(encoder), List.of(stories, chatty), List.of());
        asking = new Asking(server.port());
    }

    @AfterAll
    static void stop() {
        server.close();
        stories.close();
        chatty.close();
        encoder.close();
    }

    private static Prompt prompt() {
        return chatty.chat(
                List.of(ChatMessage.of("system", "You tell stories."), ChatMessage.of("user", "Once upon a time")));
    }

    private static String written(LanguageModel model, Prompt prompt, int tokens) {
        try (Generation text = model.generate(prompt, GenerateOptions.DEFAULT.maxTokens(tokens))) {
            return text.readAll();
        }
    }

    private static Tree post(String path, String body) throws IOException {
        Answer answer = asking.post(path, body);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return Tree.of(answer.body());
    }

    /** The data of each event; comments and the last word left out. */
    private static List<Tree> events(Answer answer) throws IOException {
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.headers().get("content-type")).startsWith("text/event-stream");
        assertThat(answer.body()).endsWith("data: [DONE]\n\n");
        assertThat(answer.body().lines().filter(line -> line.startsWith("id:") || line.startsWith("retry:")))
                .isEmpty();
        List<Tree> events = new ArrayList<>();
        for (String event : answer.body().split("\n\n")) {
            if (event.startsWith("data: {")) {
                events.add(Tree.of(event.substring("data: ".length())));
            }
        }
        return events;
    }

    @Test
    void a_chat_is_what_the_library_writes() throws IOException {
        for (String root : List.of("/v1", "")) {
            Tree answer = post(root + "/chat/completions", "{" + ASK + "}");
            Tree choice = answer.at("choices").at(0);
            assertThat(choice.at("message").at("content").text()).isEqualTo(written(chatty, prompt(), 12));
            assertThat(choice.at("message").at("role").text()).isEqualTo("assistant");
            assertThat(choice.at("finish_reason").text()).isEqualTo("length");
            assertThat(choice.at("logprobs").isNull()).isTrue();
            assertThat(answer.at("object").text()).isEqualTo("chat.completion");
            assertThat(answer.at("model").text()).isEqualTo("chatty");
            assertThat(answer.at("id").text()).startsWith("chatcmpl-");
            int read = prompt().tokens().size();
            assertThat(answer.at("usage").at("prompt_tokens").number()).isEqualTo(read);
            assertThat(answer.at("usage").at("completion_tokens").number()).isEqualTo(12);
            assertThat(answer.at("usage").at("total_tokens").number()).isEqualTo(read + 12);
        }
    }

    @Test
    void a_stream_adds_up_to_the_whole_whatever_it_is_asked_to_accept() throws IOException {
        for (String accept : List.of("application/json", "text/event-stream", "*/*")) {
            Answer answer = asking.post(
                    "/v1/chat/completions",
                    "{" + ASK + ",\"stream\":true,\"stream_options\":{\"include_usage\":true}}",
                    Map.of("Accept", accept));
            List<Tree> events = events(answer);
            StringBuilder text = new StringBuilder();
            for (Tree event : events.subList(0, events.size() - 1)) {
                assertThat(event.at("object").text()).isEqualTo("chat.completion.chunk");
                assertThat(event.at("id").text())
                        .isEqualTo(events.getFirst().at("id").text());
                Tree delta = event.at("choices").at(0).at("delta");
                text.append(
                        delta.keys().contains("content") ? delta.at("content").text() : "");
            }
            assertThat(text.toString()).isEqualTo(written(chatty, prompt(), 12));
            assertThat(events.getFirst()
                            .at("choices")
                            .at(0)
                            .at("delta")
                            .at("role")
                            .text())
                    .isEqualTo("assistant");
            Tree last = events.get(events.size() - 2);
            assertThat(last.at("choices").at(0).at("finish_reason").text()).isEqualTo("length");
            assertThat(events.getLast().at("choices").size()).isZero();
            assertThat(events.getLast().at("usage").at("completion_tokens").number())
                    .isEqualTo(12);
        }
        List<Tree> bare = events(asking.post("/v1/chat/completions", "{" + ASK + ",\"stream\":true}"));
        assertThat(bare).noneMatch(event -> event.keys().contains("usage"));
    }

    @Test
    void the_same_seed_writes_the_same_and_stops_end_before_their_string() throws IOException {
        String drawn = "{" + ASK.replace("\"temperature\":0", "\"temperature\":1,\"seed\":7,\"top_p\":0.9") + "}";
        String first = content(post("/v1/chat/completions", drawn));
        assertThat(content(post("/v1/chat/completions", drawn))).isEqualTo(first);

        String whole = written(chatty, prompt(), 12);
        String stop = whole.substring(4, 7);
        for (String form : List.of("\"" + stop + "\"", "[\"" + stop + "\",\"zzz\"]")) {
            Tree stopped = post("/v1/chat/completions", "{" + ASK + ",\"stop\":" + form + "}");
            assertThat(content(stopped)).isEqualTo(whole.substring(0, whole.indexOf(stop)));
            assertThat(stopped.at("choices").at(0).at("finish_reason").text()).isEqualTo("stop");
        }
    }

    private static String content(Tree answer) {
        return answer.at("choices").at(0).at("message").at("content").text();
    }

    @Test
    void logprobs_tell_each_token_and_its_rivals() throws IOException {
        Tree answer = post("/v1/chat/completions", "{" + ASK + ",\"logprobs\":true,\"top_logprobs\":3}");
        Tree content = answer.at("choices").at(0).at("logprobs").at("content");
        assertThat(content.size()).isEqualTo(12);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 12; i++) {
            Tree token = content.at(i);
            text.append(token.at("token").text());
            assertThat(token.at("top_logprobs").size()).isEqualTo(3);
            assertThat(token.at("top_logprobs").at(0).at("logprob").number())
                    .as("greedy takes the likeliest")
                    .isEqualTo(token.at("logprob").number());
            assertThat(token.at("bytes").size())
                    .isEqualTo(token.at("token").text().getBytes(StandardCharsets.UTF_8).length);
        }
        assertThat(text.toString().strip()).isEqualTo(content(answer).strip());
    }

    @Test
    void a_schema_is_kept() throws IOException {
        Tree answer = post(
                "/v1/chat/completions",
                "{" + ASK.replace("12", "60")
                        + ",\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"name\":"
                        + "\"s\",\"strict\":true,\"schema\":{\"type\":\"object\",\"properties\":{\"happy\":{\"type\":"
                        + "\"boolean\"}},\"required\":[\"happy\"],\"additionalProperties\":false}}}}");
        Tree written = Tree.of(content(answer));
        assertThat(written.keys()).containsExactly("happy");
        assertThat(written.at("happy").value()).isInstanceOf(Boolean.class);
    }

    @Test
    void counts_in_a_schema_are_kept_and_any_object_is_an_object() throws IOException {
        Tree two = Tree.of(content(post(
                "/v1/chat/completions",
                "{" + ASK.replace("12", "90")
                        + ",\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"s\",\"schema\":{"
                        + "\"type\":\"array\",\"items\":{\"type\":\"string\",\"minLength\":1,\"maxLength\":3},"
                        + "\"minItems\":2,\"maxItems\":2}}}}")));
        assertThat(two.size()).isEqualTo(2);
        assertThat(two.at(0).text().length()).isBetween(1, 3);
        Tree any = post(
                "/v1/chat/completions",
                "{" + ASK + ",\"response_format\":{\"type\":\"json_object\"},\"logit_bias\":" + closing() + "}");
        assertThat(content(any)).startsWith("{").isNotEqualTo("{}");
    }

    /** Rules out that the object ends at once. */
    private static String closing() {
        StringBuilder bias = new StringBuilder("{");
        for (int id = 0; id < 512; id++) {
            if (stories.text(id).contains("}")) {
                bias.append(bias.length() == 1 ? "" : ",")
                        .append("\"")
                        .append(id)
                        .append("\":-100");
            }
        }
        return bias.append("}").toString();
    }

    @Test
    void a_completion_goes_on_from_its_prompt() throws IOException {
        String ask = "\"model\":\"stories260K\",\"prompt\":\"Once upon a time\",\"temperature\":0,\"max_tokens\":9";
        String expected = written(stories, stories.prompt("Once upon a time"), 9);
        Tree answer = post("/v1/completions", "{" + ask + ",\"logprobs\":2}");
        Tree choice = answer.at("choices").at(0);
        assertThat(choice.at("text").text()).isEqualTo(expected);
        assertThat(choice.at("finish_reason").text()).isEqualTo("length");
        assertThat(choice.at("logprobs").at("tokens").size()).isEqualTo(9);
        assertThat(choice.at("logprobs").at("text_offset").at(0).number()).isZero();
        assertThat(answer.at("object").text()).isEqualTo("text_completion");
        StringBuilder text = new StringBuilder();
        for (Tree event : events(asking.post("/v1/completions", "{" + ask + ",\"stream\":true}"))) {
            text.append(event.at("choices").at(0).at("text").text());
        }
        assertThat(text.toString()).isEqualTo(expected);
        assertThat(post("/completions", "{\"model\":\"stories260K\",\"prompt\":[\"Once\"],\"temperature\":0}")
                        .at("usage")
                        .at("completion_tokens")
                        .number())
                .as("sixteen if not said")
                .isEqualTo(16);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            {"model":"chatty"}                                                                   | 400 | messages
            {"model":"chatty","messages":[]}                                                     | 400 | messages
            {"model":"chatty","messages":[{"role":"king","content":"a"}]}                        | 400 | messages[0].role
            {"model":"chatty","messages":[{"role":"user"}]}                                      | 400 | messages[0].content
            {"model":"chatty","messages":[{"role":"user","content":[{"type":"image_url"}]}]}     | 400 | messages[0].content
            {"model":"stories260K","messages":[{"role":"user","content":"a"}]}                   | 400 | messages
            {"model":"all-MiniLM-L6-v2","messages":[{"role":"user","content":"a"}]}              | 404 | model
            {"model":"chatty","messages":[{"role":"user","content":"a"}],"temperature":-1}       | 400 | temperature
            {"model":"chatty","messages":[{"role":"user","content":"a"}],"top_p":0}              | 400 | top_p
            {"model":"chatty","messages":[{"role":"user","content":"a"}],"n":2}                  | 400 | n
            {"model":"chatty","messages":[{"role":"user","content":"a"}],"max_tokens":0}         | 400 | max_tokens
            {"model":"chatty","messages":[{"role":"user","content":"a"}],"frequency_penalty":1}  | 400 | frequency_penalty
            {"model":"chatty","messages":[{"role":"user","content":"a"}],"top_logprobs":2}       | 400 | top_logprobs
            {"model":"chatty","messages":[{"role":"user","content":"a"}],"tools":[{"type":"function"}]} | 400 | tools[0].function
            {"model":"chatty","messages":[{"role":"user","content":"a"}],"stop":[""]}            | 400 | stop
            {"model":"chatty","messages":[{"role":"user","content":"a"}],"stream_options":{"include_usage":true}} | 400 | stream_options
            {"model":"chatty","messages":[{"role":"user","content":"a"}],"response_format":{"type":"xml"}} | 400 | response_format
            {"model":"chatty","messages":[{"role":"user","content":"a"}],"temprature":1}         | 400 | temprature
            """)
    void refusals_name_the_key(String body, int status, String param) throws IOException {
        Answer answer = asking.post("/v1/chat/completions", body);
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(Tree.of(answer.body()).at("error").at("param").text()).isEqualTo(param);
    }

    @Test
    void a_prompt_longer_than_the_context_is_refused_with_both_counts() throws IOException {
        Answer answer = asking.post(
                "/v1/completions",
                "{\"model\":\"stories260K\",\"prompt\":\"" + "once upon a time ".repeat(300) + "\"}");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.message()).matches("prompt: expected at most 511 tokens, got [0-9]+; shorten it");
    }

    @Test
    void texts_of_many_callers_are_each_as_if_alone() throws Exception {
        String expected = written(chatty, prompt(), 12);
        try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<String>> all = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                boolean stream = i % 2 == 0;
                all.add(pool.submit(() -> {
                    Answer answer =
                            asking.post("/v1/chat/completions", "{" + ASK + (stream ? ",\"stream\":true}" : "}"));
                    if (!stream) {
                        return content(Tree.of(answer.body()));
                    }
                    StringBuilder text = new StringBuilder();
                    for (Tree event : events(answer)) {
                        Tree delta = event.at("choices").at(0).at("delta");
                        text.append(
                                delta.keys().contains("content")
                                        ? delta.at("content").text()
                                        : "");
                    }
                    return text.toString();
                }));
            }
            for (Future<String> one : all) {
                assertThat(one.get(60, TimeUnit.SECONDS)).isEqualTo(expected);
            }
        }
    }

    @Test
    void a_reader_that_leaves_mid_stream_ends_its_text() throws Exception {
        String body = "{" + ASK.replace("12", "400") + ",\"stream\":true}";
        for (int i = 0; i < 8; i++) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
                socket.getOutputStream()
                        .write(("POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\nContent-Type:"
                                        + " application/json\r\nContent-Length: " + body.length() + "\r\n\r\n" + body)
                                .getBytes(StandardCharsets.US_ASCII));
                assertThat(socket.getInputStream().read()).isEqualTo('H');
            }
        }
        assertThat(content(post("/v1/chat/completions", "{" + ASK + "}"))).isEqualTo(written(chatty, prompt(), 12));
    }

    @Test
    void a_model_that_writes_gives_no_vectors_and_the_other_no_texts() throws IOException {
        assertThat(asking.post("/v1/embeddings", "{\"model\":\"chatty\",\"input\":\"a\"}")
                        .status())
                .isEqualTo(404);
        Tree models = Tree.of(asking.get("/v1/models").body()).at("data");
        assertThat(models.size()).isEqualTo(3);
    }
}
