package dev.heed.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heed.Encoder;
import dev.heed.Models;
import dev.heed.server.Asking.Answer;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Texts to embed as messages, as mteb's OpenAIAPIEncodeWrapper sends them: the same bits as the texts themselves. */
class EmbeddedMessagesTest {
    private static final String HARBOUR = "The harbour bank froze over.";

    private static Encoder encoder;
    private static HeedServer server;
    private static Asking asking;

    @BeforeAll
    static void start() {
        encoder = Encoder.open(Models.minilm());
        server = HeedServer.start(HeedServer.Options.LOCAL.port(0), List.of(encoder));
        asking = new Asking(server.port());
    }

    @AfterAll
    static void stop() {
        server.close();
        encoder.close();
    }

    private static Tree post(String body) throws IOException {
        Answer answer = asking.post("/v1/embeddings", body);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return Tree.of(answer.body()).at("data");
    }

    @Test
    void conversations_of_one_message_are_texts() throws IOException {
        Tree data = post("{\"model\":\"all-MiniLM-L6-v2\",\"encoding_format\":\"float\",\"messages\":["
                + "[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"" + HARBOUR + "\"}]}],"
                + "[{\"role\":\"user\",\"content\":\"\"}],[{\"role\":\"user\",\"content\":[]}],"
                + "[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"The harbour \"},"
                + "{\"type\":\"text\",\"text\":\"bank froze over.\"}]}]]}");
        assertThat(data.size()).isEqualTo(4);
        float[] harbour = encoder.embed(HARBOUR).vector();
        float[] empty = encoder.embed("").vector();
        assertThat(data.at(0).at("embedding").floats()).isEqualTo(harbour);
        assertThat(data.at(1).at("embedding").floats()).isEqualTo(empty);
        assertThat(data.at(2).at("embedding").floats()).isEqualTo(empty);
        assertThat(data.at(3).at("embedding").floats()).isEqualTo(harbour);
        assertThat(data.at(3).at("index").number()).isEqualTo(3);
    }

    @Test
    void one_conversation_is_one_text() throws IOException {
        Tree data = post("{\"messages\":[{\"role\":\"user\",\"content\":\"" + HARBOUR + "\"}]}");
        assertThat(data.size()).isEqualTo(1);
        assertThat(data.at(0).at("embedding").floats())
                .isEqualTo(encoder.embed(HARBOUR).vector());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            {"messages":[[{"role":"user","content":"a"}]],"input":"a"}                        | input                  | got both
            {"messages":"a"}                                                                  | messages               | got a string
            {"messages":[]}                                                                   | messages               | at least one
            {"messages":["a"]}                                                                | messages               | got a string
            {"messages":[[{"role":"user","content":"a"}],"a"]}                                | messages[1]            | got a string
            {"messages":[[]]}                                                                 | messages[0]            | got 0; a model that embeds has no chat template
            {"messages":[[{"role":"system","content":"a"},{"role":"user","content":"b"}]]}    | messages[0]            | got 2; a model that embeds has no chat template
            {"messages":[[{"role":"system","content":"a"}]]}                                  | messages[0][0].role    | expected user, got system
            {"messages":[[{"role":"user","content":[{"type":"image_url","image_url":{}}]}]]}  | messages[0][0].content | expected parts of type text, got image_url
            {"messages":[[{"role":"user","content":7}]]}                                      | messages[0][0].content | got the number 7
            """)
    void refusals_name_the_place(String body, String param, String part) throws IOException {
        Answer answer = asking.post("/v1/embeddings", body);
        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.message()).contains(part);
        assertThat(Tree.of(answer.body()).at("error").at("param").text()).isEqualTo(param);
    }
}
