package dev.heed.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.openai.client.okhttp.OpenAIOkHttpClient;
import dev.heed.Encoder;
import dev.heed.Models;
import dev.heed.clients.Client.Answer;
import dev.heed.clients.Client.Asked;
import dev.heed.server.HeedServer;
import dev.heed.server.http.Access;
import dev.heed.server.schedule.Capacity;
import dev.heed.tensor.Vectors;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Clients that others publish, against a real server: what their users get is the engine's, bit for bit. */
@Timeout(120)
class ClientsTest {
    private static final String KEY = "heed-test-key";
    private static final String HARBOUR = "The harbour bank froze over.";

    private static Encoder encoder;
    private static HeedServer server;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        Path keys = folder.resolve("keys");
        Files.writeString(keys, KEY + "\n");
        encoder = Encoder.open(Models.minilm());
        server = HeedServer.start(HeedServer.Options.LOCAL.port(0).access(Access.of(keys)), List.of(encoder));
    }

    @AfterAll
    static void stop() {
        server.close();
        encoder.close();
    }

    private static Asked asked(Integer dimensions, boolean floats) {
        return new Asked(server.address() + "v1", KEY, dimensions, floats);
    }

    private static float[] lone(String text) {
        return encoder.embed(text).vector();
    }

    @ParameterizedTest
    @EnumSource
    void a_text_as_base64_and_as_floats(Client client) {
        for (boolean floats : new boolean[] {false, true}) {
            Answer answer = client.embed(asked(null, floats), List.of(HARBOUR));
            assertThat(answer.vectors()).hasSize(1);
            assertThat(answer.vectors().getFirst()).isEqualTo(lone(HARBOUR));
            assertThat(answer.tokens()).isEqualTo(8);
            assertThat(answer.model()).isEqualTo("all-MiniLM-L6-v2");
        }
    }

    @ParameterizedTest
    @EnumSource
    void three_thousand_texts_come_back_in_their_order(Client client) {
        List<String> texts =
                IntStream.range(0, 3_000).mapToObj(i -> "number " + i).toList();
        Answer answer = client.embed(asked(null, false), texts);
        assertThat(answer.vectors()).hasSize(3_000);
        for (int i : new int[] {0, 1, 999, 2_047, 2_048, 2_999}) {
            assertThat(answer.vectors().get(i)).as(texts.get(i)).isEqualTo(lone(texts.get(i)));
        }
    }

    @ParameterizedTest
    @EnumSource
    void fewer_dimensions(Client client) {
        float[] cut = Arrays.copyOf(lone(HARBOUR), 64);
        Vectors.normalize(cut);
        assertThat(client.embed(asked(64, false), List.of(HARBOUR)).vectors().getFirst())
                .isEqualTo(cut);
        Throwable refused = catchThrowable(() -> client.embed(asked(385, false), List.of(HARBOUR)));
        assertThat(Client.status(refused)).isEqualTo(400);
        assertThat(refused.toString()).contains("dimensions: expected 1 to 384");
    }

    @ParameterizedTest
    @EnumSource
    void an_empty_text_is_an_item(Client client) {
        List<String> texts = List.of("a", "", "b");
        if (client == Client.LANGCHAIN4J) {
            Throwable own = catchThrowable(() -> client.embed(asked(null, false), texts));
            assertThat(own).as("its segments refuse blank text").isInstanceOf(IllegalArgumentException.class);
            return;
        }
        List<float[]> vectors = client.embed(asked(null, false), texts).vectors();
        assertThat(vectors).hasSize(3);
        assertThat(vectors.get(1)).isEqualTo(lone(""));
    }

    @ParameterizedTest
    @EnumSource
    void a_text_that_is_too_long_is_cut_and_counted(Client client) {
        String lengthy = "bank ".repeat(400).strip();
        Answer answer = client.embed(asked(null, false), List.of(lengthy));
        assertThat(answer.vectors().getFirst()).isEqualTo(lone(lengthy));
        assertThat(answer.tokens()).as("what was read").isEqualTo(256);
    }

    @ParameterizedTest
    @EnumSource
    void a_wrong_key_is_told(Client client) {
        Throwable refused = catchThrowable(
                () -> client.embed(new Asked(server.address() + "v1", "wrong", null, false), List.of("a")));
        assertThat(Client.status(refused)).isEqualTo(401);
        assertThat(refused.toString()).contains("expected an API key of this server");
    }

    @ParameterizedTest
    @EnumSource
    void a_busy_server_is_told_and_later_answers(Client client) throws Exception {
        try (HeedServer busy = HeedServer.start(
                HeedServer.Options.LOCAL.port(0).capacity(new Capacity(1, 256, 6_000)), List.of(encoder))) {
            Asked there = new Asked(busy.address() + "v1", "any", null, false);
            List<String> bulk = Collections.nCopies(20, "bank ".repeat(250));
            CompletableFuture<Answer> first = CompletableFuture.supplyAsync(() -> Client.OPENAI.embed(there, bulk));
            awaitWork(busy, first);
            List<String> more = Collections.nCopies(20, "bank ".repeat(250));
            Throwable refused = catchThrowable(() -> client.embed(there, more));
            assertThat(Client.status(refused)).isEqualTo(429);
            assertThat(refused.toString()).contains("try again in");
            assertThat(first.get().vectors()).hasSize(20);
            assertThat(client.embed(there, List.of("a")).vectors().getFirst()).isEqualTo(lone("a"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_stopping_server_ends_what_it_took_on_and_tells_the_others(Client client) throws Exception {
        HeedServer stopping = HeedServer.start(
                HeedServer.Options.LOCAL.port(0).capacity(new Capacity(1, 256, 100_000)), List.of(encoder));
        Asked there = new Asked(stopping.address() + "v1", "any", null, false);
        List<String> bulk = Collections.nCopies(40, "bank ".repeat(250));
        client.embed(there, List.of("a")); // its classes are there when it matters
        CompletableFuture<Answer> first = CompletableFuture.supplyAsync(() -> Client.OPENAI.embed(there, bulk));
        awaitWork(stopping, first);
        CompletableFuture<Void> closed = CompletableFuture.runAsync(stopping::close);
        while (ready(stopping)) {
            Thread.sleep(1);
        }
        Throwable refused = catchThrowable(() -> client.embed(there, List.of("a")));
        assertThat(Client.status(refused)).isEqualTo(503);
        assertThat(refused.toString()).contains("is stopping");
        assertThat(first.get().vectors()).hasSize(40);
        closed.get();
    }

    @Test
    void models_are_listed() {
        var client = OpenAIOkHttpClient.builder()
                .baseUrl(server.address() + "v1")
                .apiKey(KEY)
                .build();
        assertThat(client.models().list().data())
                .extracting(model -> model.id())
                .containsExactly("all-MiniLM-L6-v2");
    }

    /** Until something waits in the queue. */
    private static void awaitWork(HeedServer server, CompletableFuture<Answer> work) throws Exception {
        while (said(server, "metrics").contains("heed_queue_tokens 0.0\n")) {
            if (work.isDone()) {
                throw new AssertionError("done before it was seen to wait: " + work.get());
            }
            Thread.sleep(1);
        }
    }

    private static boolean ready(HeedServer server) throws Exception {
        try {
            return said(server, "ready").contains("\"ready\"");
        } catch (IOException e) {
            return false; // 503
        }
    }

    private static String said(HeedServer server, String path) throws Exception {
        return new String(
                URI.create(server.address() + path).toURL().openStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
