package dev.heed.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heed.SharedThreads;
import dev.heed.server.schedule.Batching;
import dev.heed.server.schedule.Capacity;
import dev.heed.server.schedule.Rejected;
import dev.heed.server.schedule.Rejected.Why;
import dev.heed.server.schedule.Scheduler;
import dev.heed.server.schedule.Scheduler.Ticket;
import dev.heed.server.schedule.Watcher;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The queue with an engine that computes when it is told to: what meets in a batch, what goes first, what is taken out. */
class SchedulerTest {
    private static final long NEVER = Long.MAX_VALUE;

    private final Steps engine = new Steps();
    private final SharedThreads threads = SharedThreads.of(1);
    private final List<String> watched = Collections.synchronizedList(new ArrayList<>());
    private final Watcher watcher =
            (orders, pieces, tokens, nanos) -> watched.add(orders + " " + pieces + " " + tokens);
    private Scheduler scheduler = new Scheduler(new Capacity(1, 100, 2_000), threads, watcher);

    /** A piece is its tokens; its result is the piece. A batch waits for a step. */
    private static final class Steps implements Batching<Integer, Integer> {
        private final List<List<Integer>> batches = Collections.synchronizedList(new ArrayList<>());
        private final Semaphore begun = new Semaphore(0);
        private final Semaphore steps = new Semaphore(0);
        private volatile int bad = -1;

        @Override
        public int tokens(Integer piece) {
            return piece;
        }

        @Override
        public List<Integer> compute(List<Integer> pieces) {
            batches.add(List.copyOf(pieces));
            begun.release();
            steps.acquireUninterruptibly();
            if (pieces.contains(bad)) {
                throw new IllegalStateException("bad " + bad);
            }
            return pieces;
        }

        void awaitBatches(int count) throws InterruptedException {
            assertThat(begun.tryAcquire(count, 10, TimeUnit.SECONDS))
                    .as("begun")
                    .isTrue();
        }
    }

    @AfterEach
    void stop() {
        engine.steps.release(1_000_000);
        scheduler.close();
        threads.close();
    }

    private Ticket<Integer> order(Integer... pieces) {
        return scheduler.order(engine, List.of(pieces), NEVER);
    }

    private static <T> T get(CompletableFuture<T> answer) throws Exception {
        return answer.get(10, TimeUnit.SECONDS);
    }

    /** Holds the one thread until the next step. */
    private Ticket<Integer> hold() throws InterruptedException {
        Ticket<Integer> first = order(7);
        engine.awaitBatches(1);
        return first;
    }

    @Test
    void requests_that_wait_meet_in_batches_of_so_many_tokens() throws Exception {
        Ticket<Integer> first = hold();
        List<Ticket<Integer>> others = List.of(order(40), order(30, 20), order(20), order(5));
        engine.steps.release(10);
        assertThat(get(first.answer())).containsExactly(7);
        assertThat(get(others.get(1).answer())).containsExactly(30, 20);
        assertThat(get(others.get(3).answer())).containsExactly(5);
        assertThat(engine.batches).containsExactly(List.of(7), List.of(40, 30, 20), List.of(20, 5));
        awaitWatched(3);
        assertThat(watched).containsExactly("1 1 7", "2 3 90", "2 2 25");
    }

    /** The watcher is told behind the answer. */
    private void awaitWatched(int count) throws InterruptedException {
        for (int i = 0; i < 5_000 && watched.size() < count; i++) {
            Thread.sleep(1);
        }
    }

    @Test
    void a_batch_starts_at_once_when_a_core_is_free() throws Exception {
        hold();
        assertThat(engine.batches).containsExactly(List.of(7));
    }

    @Test
    void what_is_longer_than_a_batch_is_one_by_itself() throws Exception {
        hold();
        Ticket<Integer> lengthy = order(500, 10, 300);
        engine.steps.release(10);
        assertThat(get(lengthy.answer())).containsExactly(500, 10, 300);
        assertThat(engine.batches).containsExactly(List.of(7), List.of(500), List.of(10), List.of(300));
    }

    @Test
    void short_requests_go_before_bulk_and_bulk_is_not_starved() throws Exception {
        hold();
        Ticket<Integer> bulk = order(60, 60, 60);
        List<Ticket<Integer>> quick =
                IntStream.range(0, 12).mapToObj(_ -> order(90)).toList();
        engine.steps.release(100);
        get(bulk.answer());
        get(quick.getLast().answer());
        List<Integer> order =
                engine.batches.stream().skip(1).map(List::getFirst).toList();
        assertThat(order.subList(0, 5)).as("one turn of five at the latest").contains(60);
        assertThat(order.indexOf(90)).isLessThan(order.indexOf(60));
        assertThat(order.lastIndexOf(60)).as("both end").isLessThanOrEqualTo(14);
    }

    @Test
    void bulk_requests_take_turns() throws Exception {
        hold();
        Ticket<Integer> one = order(101, 102, 103);
        Ticket<Integer> other = order(201, 202, 203);
        engine.steps.release(100);
        get(one.answer());
        get(other.answer());
        assertThat(engine.batches.stream().skip(1).map(List::getFirst)).containsExactly(101, 201, 102, 202, 103, 203);
    }

    @Test
    void what_nobody_waits_for_is_taken_out_of_the_queue_and_the_next_batch() throws Exception {
        hold();
        Ticket<Integer> gone = order(10, 20, 30);
        Ticket<Integer> stays = order(40);
        assertThat(scheduler.waitingTokens()).isEqualTo(100);
        gone.abandon();
        assertThat(scheduler.waitingTokens()).isEqualTo(40);
        engine.steps.release(10);
        get(stays.answer());
        assertThat(engine.batches).containsExactly(List.of(7), List.of(40));
        assertRejected(gone.answer(), Why.ABANDONED);
    }

    @Test
    void what_is_left_half_way_is_not_gone_on_with() throws Exception {
        Ticket<Integer> half = order(90, 80, 70);
        engine.awaitBatches(1);
        assertThat(scheduler.waitingTokens()).isEqualTo(150);
        half.abandon();
        assertThat(scheduler.waitingTokens()).isZero();
        engine.steps.release(10);
        get(order(5).answer());
        assertThat(engine.batches).containsExactly(List.of(90), List.of(5));
    }

    private static void assertRejected(CompletableFuture<?> answer, Why why) {
        assertThatThrownBy(() -> answer.get(10, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(Rejected.class)
                .satisfies(e -> assertThat(((Rejected) e.getCause()).why()).isEqualTo(why));
    }

    @Test
    void what_is_late_is_not_begun() throws Exception {
        hold();
        Ticket<Integer> late = scheduler.order(engine, List.of(50), System.nanoTime() + 1_000_000);
        Ticket<Integer> later = scheduler.order(engine, List.of(60), System.nanoTime() + 600_000_000_000L);
        Thread.sleep(5);
        engine.steps.release(10);
        get(later.answer());
        assertRejected(late.answer(), Why.LATE);
        assertThat(engine.batches).containsExactly(List.of(7), List.of(60));
        assertThat(scheduler.waitingTokens()).isZero();
    }

    @Test
    void admission_counts_tokens_of_single_texts_and_lists_alike() throws Exception {
        hold();
        order(600, 1_300);
        assertThatThrownBy(() -> order(101))
                .isInstanceOf(Rejected.class)
                .hasMessage("expected room for 101 tokens, got 100 of 2000; try again in 1 s")
                .satisfies(e -> assertThat(((Rejected) e).why()).isEqualTo(Why.FULL));
        assertThatThrownBy(() -> order(51, 50)).isInstanceOf(Rejected.class);
        order(50, 50);
        assertThatThrownBy(() -> order(2_001))
                .hasMessage("expected at most 2000 tokens a request, got 2001; send fewer")
                .satisfies(e -> assertThat(((Rejected) e).why()).isEqualTo(Why.NEVER_FITS));
    }

    @Test
    void a_piece_that_fails_takes_nobody_else_with_it() throws Exception {
        hold();
        engine.bad = 13;
        Ticket<Integer> good = order(10);
        Ticket<Integer> bad = order(13);
        Ticket<Integer> fine = order(20, 21);
        engine.steps.release(100);
        assertThat(get(good.answer())).containsExactly(10);
        assertThat(get(fine.answer())).containsExactly(20, 21);
        assertThatThrownBy(() -> get(bad.answer())).hasCauseInstanceOf(IllegalStateException.class);
        assertThat(get(order(30).answer())).as("the queue goes on").containsExactly(30);
    }

    @Test
    void lone_work_waits_for_its_turn_and_an_error_is_its_own() throws Exception {
        hold();
        Ticket<String> lone = scheduler.alone(() -> "done", 10, NEVER);
        Ticket<String> broken = scheduler.alone(
                () -> {
                    throw new IllegalArgumentException("no");
                },
                10,
                NEVER);
        Ticket<Integer> other = order(5);
        engine.steps.release(10);
        assertThat(get(lone.answer())).containsExactly("done");
        assertThat(get(other.answer())).containsExactly(5);
        assertThatThrownBy(() -> get(broken.answer())).hasCauseInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void closing_gives_up_what_waits_and_takes_nothing_more() throws Exception {
        Ticket<Integer> first = hold();
        Ticket<Integer> waiting = order(5);
        scheduler.close();
        assertRejected(waiting.answer(), Why.STOPPING);
        assertThatThrownBy(() -> order(5))
                .satisfies(e -> assertThat(((Rejected) e).why()).isEqualTo(Why.STOPPING));
        engine.steps.release(10);
        assertThat(get(first.answer())).as("what is computed ends").containsExactly(7);
    }
}
