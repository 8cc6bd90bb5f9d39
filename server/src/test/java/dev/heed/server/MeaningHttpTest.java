package dev.heed.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heed.Encoder;
import dev.heed.Models;
import dev.heed.server.Asking.Answer;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Similarity, senses and concordance over real HTTP. */
class MeaningHttpTest {
    private static final String CORPUS = "She put money in the bank.\\nThe bank raised its rates.\\n\\n"
            + "We sat on the river bank.\\nThe boat reached the muddy bank.\\nThe bank lent him money.\\nReeds grow on the bank.";

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

    @Test
    void similarityAnswersTheCommandsDocument() throws Exception {
        Answer answer = asking.post("/api/similarity", "{\"a\":\"A man eats.\",\"b\":\"Someone has a meal.\"}");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body())
                .startsWith(
                        "{\"a\":\"A man eats.\",\"b\":\"Someone has a meal.\",\"model\":\"all-MiniLM-L6-v2\",\"score\":0.")
                .contains(
                        "\"pairs\":[{\"a\":{\"text\":\"A\",\"start\":0,\"end\":1},\"b\":",
                        "\"rest\":",
                        "\"effects\":{");
    }

    @Test
    void sensesAreFoundAndEdited() throws Exception {
        String asked = "{\"word\":\"bank\",\"corpus\":\"" + CORPUS + "\",\"senses\":2";
        Answer found = asking.post("/api/senses", asked + "}");
        assertThat(found.status()).isEqualTo(200);
        assertThat(found.body())
                .startsWith(
                        "{\"word\":\"bank\",\"model\":\"all-MiniLM-L6-v2\",\"occurrences\":6,\"senses\":[{\"id\":1,\"name\":null,\"size\":")
                .contains("{\"id\":2,", "\"x\":", "\"variance\":[", "\"file\":\"corpus\",\"line\":4,");
        Answer edited = asking.post("/api/senses", asked + ",\"edits\":[\"merge 1,2\",\"name 1=all of them\"]}");
        assertThat(edited.body())
                .contains("{\"id\":1,\"name\":\"all of them\",\"size\":6,")
                .doesNotContain("\"id\":2");
    }

    @Test
    void aConcordanceIsRankedPulledAndPushed() throws Exception {
        String asked = "{\"text\":\"a bank\",\"word\":\"bank\",\"corpus\":\"" + CORPUS + "\"";
        Answer money =
                asking.post("/api/concordance", asked + ",\"like\":[\"corpus:1\"],\"not\":[\"We swam to the bank.\"]}");
        Answer river = asking.post("/api/concordance", asked + ",\"like\":[\"corpus:4\"],\"not\":[\"corpus:1\"]}");
        assertThat(money.status()).isEqualTo(200);
        assertThat(money.body())
                .startsWith("{\"query\":\"a bank\",\"word\":\"bank\",")
                .contains("\"occurrences\":6,\"hits\":[{\"file\":\"corpus\",\"line\":1,");
        assertThat(river.body()).contains("\"hits\":[{\"file\":\"corpus\",\"line\":4,");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            similarity  | {"a":"x","b":" "}                                  | 422 | b
            similarity  | {"a":"x"}                                          | 400 | b
            senses      | {"word":"bank","corpus":"no such word"}            | 422 | word
            senses      | {"word":" ","corpus":"a bank"}                     | 422 | word
            senses      | {"word":"bank","corpus":"a bank","edits":["drop"]} | 422 | edits
            senses      | {"word":"bank","corpus":"a bank","edits":["merge 1,2"]} | 422 | edits
            senses      | {"word":"bank","files":["/etc/passwd"]}            | 400 | files
            concordance | {"text":"x","word":"bank","corpus":"a bank"}       | 422 | text
            concordance | {"text":"bank","word":"bank","corpus":"a bank","not":["corpus:7"]} | 422 | not
            concordance | {"text":"bank","word":"bank"}                      | 400 | corpus
            """)
    void whatCannotBeDoneIsSaid(String room, String body, int status, String subject) throws Exception {
        Answer answer = asking.post("/api/" + room, body);
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.subject()).isEqualTo(subject);
        assertThat(answer.message()).contains("expected").doesNotContain("\n");
    }
}
