package dev.heed.parallel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class WorkersTest {
    @Test
    void everyTaskRunsOnce() {
        for (int threads = 1; threads <= 4; threads++) {
            try (Workers workers = Workers.of(threads)) {
                AtomicIntegerArray runs = new AtomicIntegerArray(1000);
                workers.run(1000, runs::incrementAndGet);
                for (int i = 0; i < runs.length(); i++) {
                    assertThat(runs.get(i)).isEqualTo(1);
                }
                workers.run(0, i -> {
                    throw new AssertionError("no task to run");
                });
            }
        }
    }

    @Test
    void aTaskMayRunTasksOfItsOwn() {
        try (Workers workers = Workers.of(2)) {
            for (int round = 0; round < 200; round++) {
                AtomicInteger sum = new AtomicInteger();
                workers.run(3, outer -> workers.run(4, inner -> sum.addAndGet(10 * outer + inner)));
                assertThat(sum.get()).isEqualTo(4 * 30 + 3 * 6);
            }
        }
    }

    @Test
    void neverMoreThreadsThanAsked() {
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        try (Workers workers = Workers.of(2)) {
            workers.run(200, i -> {
                most.accumulateAndGet(now.incrementAndGet(), Math::max);
                Thread.onSpinWait();
                now.decrementAndGet();
            });
        }
        assertThat(most.get()).isLessThanOrEqualTo(2);
    }

    @Test
    void aFailureReachesTheCaller() {
        try (Workers workers = Workers.of(3)) {
            assertThatThrownBy(() -> workers.run(50, i -> {
                        if (i == 17) {
                            throw new IllegalArgumentException("seventeen");
                        }
                    }))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("seventeen");
            workers.run(3, i -> {}); // and the workers go on
        }
        assertThatThrownBy(() -> Workers.of(0)).hasMessage("threads: expected 1 or more, got 0");
    }

    /** As one thread alone would have it: what is said of two faults does not hang on which thread was faster. */
    @Test
    void ofTwoFailuresTheFirstByNumberIsTold() {
        try (Workers workers = Workers.of(3)) {
            for (int round = 0; round < 20; round++) {
                CountDownLatch later = new CountDownLatch(1);
                assertThatThrownBy(() -> workers.run(2, i -> {
                            if (i == 0) {
                                awaitQuietly(later);
                                LockSupport.parkNanos(1_000_000); // the other's exception is on its way
                            }
                            later.countDown();
                            throw new IllegalArgumentException("task " + i);
                        }))
                        .hasMessage("task 0");
            }
        }
    }

    @Test
    void whatAnotherCallerKeepsBusyHoldsNothingBack() throws InterruptedException {
        try (Workers workers = Workers.of(2)) {
            CountDownLatch busy = new CountDownLatch(2);
            CountDownLatch end = new CountDownLatch(1);
            Thread other = Thread.ofPlatform()
                    .start(() -> workers.run(2, i -> {
                        busy.countDown();
                        awaitQuietly(end);
                    }));
            busy.await();
            // each task holds a megabyte: jobs left in a queue would soon fill the heap
            for (int round = 0; round < 20_000; round++) {
                byte[] held = new byte[1 << 20];
                workers.run(2, i -> held[i] = 1);
            }
            end.countDown();
            other.join();
        }
    }

    @Test
    void threadsThatSleepAreWoken() throws InterruptedException {
        try (Workers workers = Workers.of(2)) {
            for (int round = 0; round < 5; round++) {
                Thread.sleep(10); // far longer than a thread watches for work
                CountDownLatch both = new CountDownLatch(2);
                workers.run(2, i -> {
                    both.countDown();
                    awaitQuietly(both); // ends only if another thread takes the other task
                });
            }
        }
    }

    @Test
    void afterClosingTheCallerWorksAlone() {
        Workers workers = Workers.of(2);
        workers.close();
        AtomicInteger done = new AtomicInteger();
        workers.run(5, i -> done.incrementAndGet());
        assertThat(done.get()).isEqualTo(5);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
