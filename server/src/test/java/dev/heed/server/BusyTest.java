package dev.heed.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heed.SharedThreads;
import dev.heed.server.Asking.Answer;
import dev.heed.server.http.Access;
import dev.heed.server.http.ErrorForm;
import dev.heed.server.http.Files;
import dev.heed.server.http.Gate;
import dev.heed.server.http.Limits;
import dev.heed.server.http.Room;
import dev.heed.server.http.RoomEndpoint;
import dev.heed.server.http.Route;
import dev.heed.server.http.Site;
import dev.heed.server.http.Stage;
import dev.heed.server.schedule.Capacity;
import dev.heed.server.schedule.Scheduler;
import dev.heed.server.schedule.Watcher;
import dev.heed.server.wire.Listener;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** As many questions compute as may: what is light is answered, what is too much refused, over real HTTP. */
class BusyTest {
    private static final int THREADS = 3;
    private static final int AT_ONCE = THREADS - 1; // one is kept for short work
    private static final int QUESTION = 64; // tokens that one counts for

    private final AtomicBoolean done = new AtomicBoolean();
    private final Semaphore computing = new Semaphore(0);
    private final Queue<Thread> threads = new ConcurrentLinkedQueue<>();
    private final List<CompletableFuture<Answer>> answers = new ArrayList<>();
    private final SharedThreads pool = SharedThreads.of(THREADS);
    private Scheduler scheduler;
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
        Limits limits = new Limits(1_000, 1_000, Duration.ofSeconds(5), answer, 1_000);
        scheduler = new Scheduler(new Capacity(THREADS, 256, QUESTION), pool, Watcher.NONE);
        Route route = new Route(
                "POST", "/api/loop", ErrorForm.HEED, Route.Guard.MODELS, new RoomEndpoint(loop, scheduler, answer));
        listener = new Listener(
                InetAddress.getLoopbackAddress(),
                0,
                new Gate(
                        new Gate.Rules("localhost", Site.LOCAL, Access.OPEN, limits),
                        List.of(route),
                        new Files(Map.of("/index.html", "here".getBytes())),
                        List.of(),
                        () -> Stage.READY));
        asking = new Asking(listener.port());
    }

    @AfterEach
    void stop() {
        done.set(true);
        listener.close();
        scheduler.close();
        pool.close();
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
        for (int i = 0; i < AT_ONCE; i++) {
            answers.add(ask());
            assertThat(computing.tryAcquire(5, TimeUnit.SECONDS)).as("computes").isTrue();
        }
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
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.headers()).containsEntry("retry-after", "1");
        assertThat(refused.message()).isEqualTo("queue: expected room for 64 tokens, got 0 of 64; try again in 1 s");

        done.set(true);
        for (CompletableFuture<Answer> answer : answers) {
            assertThat(answer.get(5, TimeUnit.SECONDS).body()).isEqualTo("{\"done\":true}");
        }
        assertThat(more)
                .extracting(answer -> answer.get(5, TimeUnit.SECONDS).status())
                .containsExactlyInAnyOrder(200, 429);
        assertThat(threads).hasSize(AT_ONCE + 1).allSatisfy(thread -> {
            assertThat(thread.isVirtual()).isFalse();
            assertThat(thread.isDaemon()).as("it does not keep the JVM").isTrue();
            assertThat(thread.getName()).isEqualTo("heed-worker");
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
        assertThat(threads).as("none computes beside those that overrun").hasSize(AT_ONCE);

        done.set(true);
        for (CompletableFuture<Answer> answer : answers) {
            assertThat(answer.get(5, TimeUnit.SECONDS).status()).isEqualTo(503);
        }
        assertThat(asking.post("/api/loop", "{}").body()).isEqualTo("{\"done\":true}");
    }
}
