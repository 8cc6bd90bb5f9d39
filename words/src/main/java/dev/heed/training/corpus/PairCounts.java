package dev.heed.training.corpus;

/**
 * How often pairs of words came, in bounded memory: when there are too many, the rarest are forgotten, and ever less rare
 * ones (as word2phrase does). What is forgotten depends on the text alone. Confined to one thread.
 */
final class PairCounts {
    private static final long FACTOR = 0x9E3779B97F4A7C15L;

    private final int mostSlots;
    private long[] pairs = new long[1 << 12];
    private int[] counts = new int[1 << 12]; // 0: the slot is free
    private int size;
    private int forgotten;

    /** @param mostSlots a power of two; three quarters of it are pairs at most */
    PairCounts(int mostSlots) {
        this.mostSlots = mostSlots;
    }

    private static long pair(int first, int second) {
        return (long) first << 32 | second & 0xffffffffL;
    }

    void add(int first, int second) {
        int slot = slot(pair(first, second));
        if (counts[slot] == 0) {
            pairs[slot] = pair(first, second);
            size++;
        }
        counts[slot]++;
        if (size > pairs.length / 4 * 3) {
            makeRoom();
        }
    }

    /** How often they came; 0 for what was forgotten. */
    int count(int first, int second) {
        return counts[slot(pair(first, second))];
    }

    private int slot(long pair) {
        int mask = pairs.length - 1;
        long mixed = (pair ^ pair >>> 32) * FACTOR;
        int slot = (int) (mixed >>> 32) & mask;
        while (counts[slot] != 0 && pairs[slot] != pair) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    private void makeRoom() {
        long[] oldPairs = pairs;
        int[] oldCounts = counts;
        int slots = oldPairs.length;
        if (slots < mostSlots) {
            slots *= 2;
        } else {
            forgotten++;
        }
        pairs = new long[slots];
        counts = new int[slots];
        size = 0;
        for (int i = 0; i < oldPairs.length; i++) {
            if (oldCounts[i] > forgotten) {
                int slot = slot(oldPairs[i]);
                pairs[slot] = oldPairs[i];
                counts[slot] = oldCounts[i];
                size++;
            }
        }
    }
}
