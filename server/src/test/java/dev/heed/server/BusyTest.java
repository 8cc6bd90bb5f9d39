package dev.heed.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heed.server.Asking.Answer;
import dev.heed.server.http.Files;
import dev.heed.server.http.Limits;
import dev.heed.server.http.Listener;
import dev.heed.server.http.Room;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Every turn computes: what is light is answered, what is too much refused, over real HTTP. */
class BusyTest {
    private static final int TURNS = Runtime.getRuntime().availableProcessors();

    private final AtomicBoolean done = new AtomicBoolean();
    private final Semaphore computing = new Semaphore(0);
    private final Queue<Thread> threads = new ConcurrentLinkedQueue<>();
    private final List<CompletableFuture<Answer>> answers = new ArrayList<>();
    private Listener listener;
    private Asking asking;

    private void listen(Duration answer) throws IOException {
        Room loop = (keys, document) -> {
            threads.add(Thread.currentThread());
            computing.release();
            while (!done.get()) {
                Thread.onSpinWait();
            }
            document.object(() -> document.put("done", true));
        };
        Limits limits = new Limits(1_000, 1_000, Duration.ofSeconds(5), answer, TURNS, 1);
        listener = new Listener(
                InetAddress.getLoopbackAddress(),
                0,
                Set.of(),
                limits,
                Map.of("loop", loop),
                new Files(Map.of("/index.html", "here".getBytes())));
        asking = new Asking(listener.port());
    }

    @AfterEach
    void stop() {
        done.set(true);
        listener.close();
    }

    private CompletableFuture<Answer> ask() {
        CompletableFuture<Answer> answer = new CompletableFuture<>();
        Thread.ofPlatform().daemon().start(() -> {
            try {
                answer.complete(asking.post("/api/loop", "{}"));
            } catch (Throwable e) {
                answer.completeExceptionally(e);
            }
        });
        return answer;
    }

    private void holdEveryTurn() throws InterruptedException {
        for (int i = 0; i < TURNS; i++) {
            answers.add(ask());
        }
        assertThat(computing.tryAcquire(TURNS, 5, TimeUnit.SECONDS))
                .as("all compute")
                .isTrue();
    }

    @Test
    void the_page_is_answered_and_too_much_refused_while_every_turn_computes() throws Exception {
        listen(Duration.ofSeconds(60));
        holdEveryTurn();

        assertThat(asking.get("/").body()).isEqualTo("here");
        assertThat(asking.post("/api/nothing", "{}").status()).isEqualTo(404);
        List<CompletableFuture<Answer>> more = List.of(ask(), ask());
        Answer refused = (Answer)
                CompletableFuture.anyOf(more.getFirst(), more.getLast()).get(5, TimeUnit.SECONDS);
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.headers()).containsEntry("retry-after", "1");
        assertThat(refused.message())
                .isEqualTo("server: expected at most " + (TURNS + 1) + " requests, got more; try again");

        done.set(true);
        for (CompletableFuture<Answer> answer : answers) {
            assertThat(answer.get(5, TimeUnit.SECONDS).body()).isEqualTo("{\"done\":true}");
        }
        assertThat(more)
                .extracting(answer -> answer.get(5, TimeUnit.SECONDS).status())
                .containsExactlyInAnyOrder(200, 503);
        assertThat(threads).hasSize(TURNS + 1).allSatisfy(thread -> {
            assertThat(thread.isVirtual()).isFalse();
            assertThat(thread.isDaemon()).as("it does not keep the JVM").isTrue();
            assertThat(thread.getName()).isEqualTo("heed-request");
        });
    }

    @Test
    void what_overruns_keeps_its_turn_and_what_waited_too_long_frees_its_place() throws Exception {
        listen(Duration.ofSeconds(1));
        holdEveryTurn();
        for (int i = 0; i < 2; i++) { // the second finds the one place to wait free again
            Answer late = asking.post("/api/loop", "{}");
            assertThat(late.status()).isEqualTo(503);
            assertThat(late.message())
                    .isEqualTo("server: expected an answer within 1 s, got none; shorten the text or try again");
        }
        assertThat(threads).as("none computes beside those that overrun").hasSize(TURNS);

        done.set(true);
        for (CompletableFuture<Answer> answer : answers) {
            assertThat(answer.get(5, TimeUnit.SECONDS).status()).isEqualTo(503);
        }
        assertThat(asking.post("/api/loop", "{}").body()).isEqualTo("{\"done\":true}");
    }
}
