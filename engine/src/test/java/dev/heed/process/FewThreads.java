package dev.heed.process;

import dev.heed.parallel.Workers;
import java.util.concurrent.atomic.AtomicIntegerArray;

/** Asks for more threads than the system gives: run with stacks that do not fit the memory it may address. */
final class FewThreads {
    private static final int TASKS = 1000;

    private FewThreads() {}

    public static void main(String[] args) {
        AtomicIntegerArray runs = new AtomicIntegerArray(TASKS);
        try (Workers workers = Workers.of(64)) {
            for (int round = 0; round < 3; round++) {
                workers.run(TASKS, runs::incrementAndGet);
            }
        }
        for (int i = 0; i < TASKS; i++) {
            if (runs.get(i) != 3) {
                throw new AssertionError("task " + i + " ran " + runs.get(i) + " times");
            }
        }
        System.out.print("all done");
    }
}
