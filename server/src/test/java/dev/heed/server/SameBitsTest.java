package dev.heed.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heed.Encoder;
import dev.heed.Models;
import dev.heed.SharedThreads;
import dev.heed.server.Asking.Answer;
import dev.heed.server.schedule.Capacity;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever else asks: every vector is that of the lone call, bit for bit; whoever leaves or is refused harms nobody. */
class SameBitsTest {
    private static final String[] WORDS =
            "river bank money we sat by the grows deposit harbour froze over naïve tokenization".split(" ");

    private static Encoder encoder;
    private static HeedServer server;
    private static Encoder served;
    private static Asking asking;
    private static final Map<String, String> LONE = new ConcurrentHashMap<>();

    @BeforeAll
    static void start() {
        encoder = Encoder.open(Models.minilm());
        server = HeedServer.listen(HeedServer.Options.LOCAL.port(0).capacity(new Capacity(3, 256, 400_000)));
        served = Encoder.builder(Models.minilm()).threads(server.threads()).open();
        server.serve(List.of(served));
        asking = new Asking(server.port());
    }

    @AfterAll
    static void stop() {
        server.close();
        served.close();
        encoder.close();
    }

    private static String text(Random random, int words) {
        return IntStream.range(0, words)
                .mapToObj(_ -> WORDS[random.nextInt(WORDS.length)])
                .collect(Collectors.joining(" "));
    }

    private static String lone(String text) {
        return LONE.computeIfAbsent(text, t -> base64(encoder.embed(t).vector()));
    }

    private static String base64(float[] vector) {
        var bytes = java.nio.ByteBuffer.allocate(4 * vector.length).order(java.nio.ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(vector);
        return Base64.getEncoder().encodeToString(bytes.array());
    }

    /** The vectors of texts as the server gives them, in order. */
    private static List<String> asked(List<String> texts) throws IOException {
        Answer answer =
                asking.post("/v1/embeddings", "{\"input\":" + Tree.json(texts) + ",\"encoding_format\":\"base64\"}");
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        Tree data = Tree.of(answer.body()).at("data");
        List<String> vectors = new ArrayList<>();
        for (int i = 0; i < data.size(); i++) {
            assertThat(data.at(i).at("index").number()).isEqualTo(i);
            vectors.add(data.at(i).at("embedding").text());
        }
        return vectors;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 16, 64})
    void one_sentence_from_several_clients_beside_short_and_long_ones(int clients) throws Exception {
        String sentence = "The harbour bank froze over.";
        List<String> texts = List.of(sentence, text(new Random(5), 5), text(new Random(500), 120), "");
        texts.forEach(SameBitsTest::lone);
        int rounds = clients <= 4 ? 10 : 2;
        try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Void>> all = new ArrayList<>();
            for (int client = 0; client < clients; client++) {
                Random random = new Random(client);
                all.add(pool.submit(() -> {
                    for (int i = 0; i < rounds; i++) {
                        List<String> mine = i % 2 == 0
                                ? List.of(sentence)
                                : List.of(texts.get(random.nextInt(4)), sentence, texts.get(random.nextInt(4)));
                        assertThat(asked(mine))
                                .isEqualTo(mine.stream().map(SameBitsTest::lone).toList());
                    }
                    return null;
                }));
            }
            for (Future<Void> one : all) {
                one.get(120, TimeUnit.SECONDS);
            }
        }
    }

    @Test
    void lists_of_many_lengths_are_each_texts_own() throws Exception {
        Random random = new Random(20260101);
        List<String> texts = IntStream.range(0, 80)
                .mapToObj(i -> text(random, 1 + random.nextInt(i % 10 == 0 ? 200 : 20)))
                .toList();
        List<String> vectors = asked(texts);
        for (int i = 0; i < texts.size(); i++) {
            assertThat(vectors.get(i)).as(texts.get(i)).isEqualTo(lone(texts.get(i)));
        }
    }

    @Test
    @Timeout(60)
    void orders_of_short_cut_and_exactly_full_texts_answer_at_once() throws Exception {
        String cut = text(new Random(1), 600);
        String full = "bank ".repeat(254).strip();
        String over = "bank ".repeat(255).strip();
        for (List<String> texts : List.of(
                List.of("hi", cut),
                List.of(cut),
                List.of("hi"),
                List.of(cut, "hi"),
                List.of(full),
                List.of(over),
                List.of(full, over, "hi", full, cut, ""))) {
            assertThat(asked(texts))
                    .isEqualTo(texts.stream().map(SameBitsTest::lone).toList());
        }
    }

    @Test
    void any_number_of_threads_and_any_size_of_batch_give_the_same_bits() throws Exception {
        List<String> texts = IntStream.range(0, 18)
                .mapToObj(i -> text(new Random(i), 1 + 7 * (i % 9)))
                .toList();
        List<String> expected = texts.stream().map(SameBitsTest::lone).toList();
        for (int threads : new int[] {1, 2, 5}) {
            for (int tokens : new int[] {1, 100, 5_000}) {
                try (HeedServer other = HeedServer.listen(
                                HeedServer.Options.LOCAL.port(0).capacity(new Capacity(threads, tokens, 100_000)));
                        Encoder mine = Encoder.builder(Models.minilm())
                                .threads(other.threads())
                                .open()) {
                    other.serve(List.of(mine));
                    Answer answer = new Asking(other.port())
                            .post(
                                    "/v1/embeddings",
                                    "{\"input\":" + Tree.json(texts) + ",\"encoding_format\":\"base64\"}");
                    Tree data = Tree.of(answer.body()).at("data");
                    for (int i = 0; i < texts.size(); i++) {
                        assertThat(data.at(i).at("embedding").text()).isEqualTo(expected.get(i));
                    }
                }
            }
        }
    }

    @Test
    @Timeout(120)
    void a_client_that_leaves_takes_its_work_with_it() throws Exception {
        String bulk = "{\"input\":"
                + Tree.json(IntStream.range(0, 400)
                        .mapToObj(i -> text(new Random(i), 180))
                        .toList()) + "}";
        byte[] body = bulk.getBytes(StandardCharsets.UTF_8);
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            OutputStream out = socket.getOutputStream();
            out.write(("POST /v1/embeddings HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                            + "Content-Length: " + body.length + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            out.write(body);
            out.flush();
            awaitQueue(true);
        }
        awaitQueue(false);
        awaitMetric(all -> all.contains("heed_requests_total{path=\"/v1/embeddings\",status=\"0\"} "));
    }

    private static void awaitQueue(boolean filled) throws Exception {
        awaitMetric(all -> all.contains("heed_queue_tokens 0.0\n") != filled);
    }

    private static void awaitMetric(Predicate<String> condition) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!condition.test(asking.get("/metrics").body())) {
            assertThat(System.nanoTime()).as("the metric comes").isLessThan(end);
            Thread.sleep(2);
        }
    }

    @Test
    void a_deadline_ends_the_wait_and_a_full_queue_says_when_to_come_again() throws Exception {
        Answer late = asking.post(
                "/v1/embeddings",
                "{\"input\":"
                        + Tree.json(IntStream.range(0, 100)
                                .mapToObj(i -> text(new Random(i), 180))
                                .toList()) + "}",
                Map.of("Heed-Timeout-Ms", "20"));
        assertThat(late.status()).isEqualTo(504);
        assertThat(Tree.of(late.body()).at("error").at("code").text()).isEqualTo("deadline_exceeded");
        assertThat(asking.post("/v1/embeddings", "{\"input\":\"a\"}", Map.of("Heed-Timeout-Ms", "soon"))
                        .status())
                .isEqualTo(400);

        try (SharedThreads none = SharedThreads.of(1);
                HeedServer small =
                        HeedServer.listen(HeedServer.Options.LOCAL.port(0).capacity(new Capacity(1, 256, 6_000)))) {
            assertThat(none.count()).isEqualTo(1);
            small.serve(List.of(encoder));
            Asking there = new Asking(small.port());
            String bulk = "{\"input\":"
                    + Tree.json(IntStream.range(0, 25)
                            .mapToObj(i -> text(new Random(i), 180))
                            .toList()) + "}";
            AtomicInteger refused = new AtomicInteger();
            AtomicInteger served = new AtomicInteger();
            try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int i = 0; i < 4; i++) {
                    pool.submit(() -> {
                        Answer answer = there.post("/v1/embeddings", bulk);
                        if (answer.status() == 429) {
                            assertThat(Integer.parseInt(answer.headers().get("retry-after")))
                                    .isBetween(1, 30);
                            assertThat(Tree.of(answer.body())
                                            .at("error")
                                            .at("type")
                                            .text())
                                    .isEqualTo("rate_limit_error");
                            refused.incrementAndGet();
                        } else if (answer.status() == 200) {
                            served.incrementAndGet();
                        }
                        return null;
                    });
                }
            }
            assertThat(refused.get()).isPositive();
            assertThat(served.get()).isPositive();
            assertThat(refused.get() + served.get()).isEqualTo(4);
        }
    }

    @Test
    @Timeout(120)
    void a_server_that_stops_under_load_answers_all_that_it_took_on() throws Exception {
        HeedServer stopping = HeedServer.start(HeedServer.Options.LOCAL.port(0), List.of(encoder));
        Asking there = new Asking(stopping.port());
        List<String> texts =
                IntStream.range(0, 10).mapToObj(i -> text(new Random(i), 40)).toList();
        String body = "{\"input\":" + Tree.json(texts) + ",\"encoding_format\":\"base64\"}";
        List<String> expected = texts.stream().map(SameBitsTest::lone).toList();
        AtomicInteger answered = new AtomicInteger();
        AtomicInteger told = new AtomicInteger();
        AtomicInteger lost = new AtomicInteger();
        List<Future<?>> callers = new ArrayList<>();
        try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 8; i++) {
                callers.add(pool.submit(() -> {
                    while (true) {
                        Answer answer;
                        try {
                            answer = there.post("/v1/embeddings", body);
                        } catch (java.net.ConnectException e) {
                            return null; // it is gone, and says so
                        }
                        if (answer.status() == 200) {
                            Tree data = Tree.of(answer.body()).at("data");
                            boolean same = IntStream.range(0, texts.size())
                                    .allMatch(t ->
                                            data.at(t).at("embedding").text().equals(expected.get(t)));
                            (same ? answered : lost).incrementAndGet();
                        } else if (answer.status() == 503) {
                            told.incrementAndGet();
                            return null;
                        } else {
                            lost.incrementAndGet();
                            return null;
                        }
                    }
                }));
            }
            while (answered.get() < 3) {
                Thread.sleep(5);
            }
            stopping.close();
        }
        for (Future<?> caller : callers) {
            caller.get(); // an answer cut half-way fails here
        }
        assertThat(lost.get()).isZero();
        assertThat(answered.get()).isGreaterThanOrEqualTo(3);
    }
}
