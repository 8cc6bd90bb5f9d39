package dev.heed.bench;

import dev.heed.parallel.Workers;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** How fast memory can be read at all: a loop that adds what it reads, over more than any cache holds. */
final class ReadingLoop {
    private static final long BYTES = 512L << 20;
    private static final int CHUNK = 1 << 22;
    private static final int STEP = 64;
    private static final int ROUNDS = 5;

    private static volatile long seen; // what is read is used

    private ReadingLoop() {}

    /** The best of some rounds, in 10⁹ bytes a second. */
    static double gigabytes(int threads) {
        double best = 0;
        try (Arena arena = Arena.ofShared();
                Workers workers = Workers.of(threads)) {
            MemorySegment memory = arena.allocate(BYTES, STEP);
            memory.fill((byte) 3);
            for (int round = 0; round < ROUNDS; round++) {
                long start = System.nanoTime();
                workers.run((int) (BYTES / CHUNK), task -> seen = sum(memory.asSlice((long) task * CHUNK, CHUNK)));
                best = Math.max(best, (double) BYTES / (System.nanoTime() - start));
            }
        }
        return best;
    }

    /** Eight sums side by side: loads wait for memory, not for each other. */
    private static long sum(MemorySegment m) {
        long a = 0;
        long b = 0;
        long c = 0;
        long d = 0;
        for (int at = 0; at < CHUNK; at += STEP) {
            a += m.get(ValueLayout.JAVA_LONG, at) + m.get(ValueLayout.JAVA_LONG, at + 8L);
            b += m.get(ValueLayout.JAVA_LONG, at + 16L) + m.get(ValueLayout.JAVA_LONG, at + 24L);
            c += m.get(ValueLayout.JAVA_LONG, at + 32L) + m.get(ValueLayout.JAVA_LONG, at + 40L);
            d += m.get(ValueLayout.JAVA_LONG, at + 48L) + m.get(ValueLayout.JAVA_LONG, at + 56L);
        }
        return a + b + c + d;
    }
}
