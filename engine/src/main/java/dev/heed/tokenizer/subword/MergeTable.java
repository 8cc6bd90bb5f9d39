package dev.heed.tokenizer.subword;

import dev.heed.tokenizer.aligned.AlignedText;

/** Merges by pairs of ids, as files list them; of a pair listed twice the last place counts, as in the reference. */
public final class MergeTable implements Merges {
    private final long[] pairs;
    private final long[] results;

    private MergeTable(long[] pairs, long[] results) {
        this.pairs = pairs;
        this.results = results;
    }

    @Override
    public long find(int left, int right, AlignedText text, int from, int to) {
        long pair = pair(left, right);
        int mask = pairs.length - 1;
        for (int slot = slot(pair) & mask; pairs[slot] != 0; slot = slot + 1 & mask) {
            if (pairs[slot] == pair) {
                return results[slot];
            }
        }
        return NONE;
    }

    /** Never 0 for ids. */
    private static long pair(int left, int right) {
        return (left + 1L) << 32 | right + 1L;
    }

    private static int slot(long pair) {
        long mixed = pair * 0x9E3779B97F4A7C15L;
        return (int) (mixed >>> 32) ^ (int) (mixed >>> 50);
    }

    /** Collects merges in the order of their ranks. */
    public static final class Builder {
        private long[] pairs = new long[1 << 12];
        private long[] results = new long[1 << 12];
        private int size;
        private int rank;

        /** The next merge. */
        public void add(int left, int right, int result) {
            if (2 * (size + 1) > pairs.length) {
                grow();
            }
            put(pair(left, right), (long) rank++ << 32 | result);
        }

        private void put(long pair, long result) {
            int mask = pairs.length - 1;
            int slot = slot(pair) & mask;
            while (pairs[slot] != 0 && pairs[slot] != pair) {
                slot = slot + 1 & mask;
            }
            size += pairs[slot] == 0 ? 1 : 0;
            pairs[slot] = pair;
            results[slot] = result;
        }

        private void grow() {
            long[] oldPairs = pairs;
            long[] oldResults = results;
            pairs = new long[2 * oldPairs.length];
            results = new long[2 * oldPairs.length];
            size = 0;
            for (int i = 0; i < oldPairs.length; i++) {
                if (oldPairs[i] != 0) {
                    put(oldPairs[i], oldResults[i]);
                }
            }
        }

        /** All merges so far. */
        public MergeTable build() {
            return new MergeTable(pairs, results);
        }
    }
}
