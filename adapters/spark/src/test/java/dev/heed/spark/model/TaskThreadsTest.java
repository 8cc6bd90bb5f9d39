package dev.heed.spark.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A task's threads: as many as it has processors, its own among them, answers in order. */
class TaskThreadsTest {
    private static final List<String> TEXTS =
            IntStream.range(0, 100).mapToObj(Integer::toString).toList();

    @Test
    void asManyThreadsWorkAsTheTaskHas() {
        for (int count : new int[] {1, 2, 3}) {
            Set<Thread> worked = ConcurrentHashMap.newKeySet();
            try (TaskThreads threads = new TaskThreads(count)) {
                List<String> answers = threads.run(TEXTS, some -> {
                    worked.add(Thread.currentThread());
                    return some;
                });
                assertThat(answers).isEqualTo(TEXTS);
                assertThat(threads.run(List.of("one"), some -> some)).containsExactly("one");
            }
            assertThat(worked).hasSize(count).contains(Thread.currentThread());
        }
    }

    @Test
    void aFailureOfAnyThreadIsTheTasks() {
        try (TaskThreads threads = new TaskThreads(2)) {
            assertThatThrownBy(() -> threads.run(TEXTS, some -> {
                        if (some.contains("99")) {
                            throw new IllegalArgumentException("text 99");
                        }
                        return some;
                    }))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("text 99");
        }
    }
}
