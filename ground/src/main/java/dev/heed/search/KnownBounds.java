package dev.heed.search;

import java.util.concurrent.atomic.AtomicLongArray;

/** For each question a score that its best rows are known to reach, as found so far by any thread; it only grows. */
final class KnownBounds {
    private final AtomicLongArray bits;

    KnownBounds(int questions) {
        bits = new AtomicLongArray(questions);
        for (int q = 0; q < questions; q++) {
            bits.set(q, Double.doubleToLongBits(Double.NEGATIVE_INFINITY));
        }
    }

    double of(int question) {
        return Double.longBitsToDouble(bits.get(question));
    }

    void raise(int question, double least) {
        bits.accumulateAndGet(
                question,
                Double.doubleToLongBits(least),
                (a, b) -> Double.longBitsToDouble(a) >= Double.longBitsToDouble(b) ? a : b);
    }
}
