package dev.heed.training;

/** A stream of random numbers, SplitMix64 (Steele et al., 2014): small, fast, the same everywhere. Not thread-safe. */
final class Draws {
    private static final long GAMMA = 0x9E3779B97F4A7C15L;
    private static final long WHOLE = 1L << 32;

    private long state;

    private Draws(long state) {
        this.state = state;
    }

    static Draws from(long state) {
        return new Draws(state);
    }

    /** A stream of its own for every combination of numbers. */
    static Draws of(long... numbers) {
        long state = 0;
        for (long number : numbers) {
            state = mix(state + GAMMA ^ mix(number + GAMMA));
        }
        return new Draws(state);
    }

    long next() {
        state += GAMMA;
        return mix(state);
    }

    /** 0 to {@code bound} − 1. */
    int below(int bound) {
        return (int) ((next() >>> 32) * bound >>> 32);
    }

    /**
     * 1 with a probability of {@code share} of 2³², else 0; what is certain draws nothing. Without a branch, since nobody
     * could foresee which way it goes.
     */
    int oneOrNone(long share) {
        long drawn = state + GAMMA;
        state += GAMMA & share - WHOLE >> 63;
        return (int) ((mix(drawn) >>> 32) - share >>> 63);
    }

    /** 0 (inclusive) to 1 (exclusive), 24 bits. */
    float fraction() {
        return (next() >>> 40) * 0x1p-24f;
    }

    private static long mix(long x) {
        long mixed = (x ^ x >>> 30) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94D049BB133111EBL;
        return mixed ^ mixed >>> 31;
    }
}
