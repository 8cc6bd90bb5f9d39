package dev.heed.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.heed.Encoder;
import dev.heed.Models;
import dev.heed.server.http.Keys;
import dev.heed.server.http.Refusal;
import dev.heed.server.http.Refusal.Reason;
import dev.heed.server.http.Room;
import dev.heed.view.json.JsonOutput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Simple mode on texts of too many words: refused before a vector is made of any. */
class SimpleModeTest {
    private static final int WORDS = 100_000;
    private static final long BYTES_OF_VECTORS = 4L * 384 * WORDS;

    private static Encoder encoder;
    private static Served served;

    @BeforeAll
    static void open() {
        encoder = Encoder.open(Models.minilm());
        served = new Served(List.of(encoder));
    }

    @AfterAll
    static void close() {
        encoder.close();
    }

    private static String answer(Room room, Map<String, Object> question) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonOutput json = new JsonOutput(bytes)) {
            room.answer(Keys.of(question), json);
        }
        return bytes.toString();
    }

    /** Bytes that this thread has allocated so far. */
    private static long allocated() throws Exception {
        return (Long) ManagementFactory.getPlatformMBeanServer()
                .getAttribute(new ObjectName("java.lang:type=Threading"), "CurrentThreadAllocatedBytes");
    }

    private static void isRefused(Room room, Map<String, Object> question, String message) throws Exception {
        long before = allocated();
        Refusal refusal = catchThrowableOfType(Refusal.class, () -> answer(room, question));
        long allocated = allocated() - before;
        assertThat(allocated).as("bytes").isLessThan(BYTES_OF_VECTORS);
        assertThat(refusal).hasMessage(message);
        assertThat(refusal.reason()).isEqualTo(Reason.TOO_LARGE);
    }

    @Test
    void a_whole_table() throws Exception {
        isRefused(
                new AttendRoom(served),
                Map.of("text", "a ".repeat(WORDS), "simple", true),
                "text: expected at most 1000 words for a whole table, got 100000; ask /api/rows");
    }

    @Test
    void steps() throws Exception {
        isRefused(
                new StepsRoom(served),
                Map.of("text", "a ".repeat(WORDS), "simple", true, "token", 0),
                "text: expected at most 10000 words for the steps of one, got 100000; shorten the text");
    }

    @Test
    void words_are_counted_as_they_attend() throws IOException {
        String text = "…" + "a, ".repeat(1_000) + "!";
        assertThat(encoder.simpleWords(text))
                .hasSize(1_000)
                .isEqualTo(encoder.simpleAttention(text).words());
        assertThat(encoder.simpleWords("…")).isEmpty();
        assertThat(answer(new StepsRoom(served), Map.of("text", "a ".repeat(10_000), "simple", true, "token", 9_999)))
                .contains("\"token\":9999");
    }
}
