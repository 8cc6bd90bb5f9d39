package dev.heed.generation;

/**
 * Numbers in [0, 1) by SplitMix64 (Steele et al., 2014): the n-th draw depends on the seed and n alone, the same on any
 * machine, whatever else is drawn beside it.
 */
final class Draws {
    private static final long GAMMA = 0x9E3779B97F4A7C15L;

    private Draws() {}

    static double draw(long seed, long n) {
        long z = mix(mix(seed) + (n + 1) * GAMMA);
        return (z >>> 11) * 0x1p-53;
    }

    private static long mix(long seed) {
        long z = seed + GAMMA;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
