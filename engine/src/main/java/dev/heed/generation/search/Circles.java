package dev.heed.generation.search;

/**
 * Whether a target runs in circles: its last ids are one run over and over, more often than the source repeats itself.
 * A rule of its own, not of the reference: a model that has come to this writes on to its longest length.
 */
final class Circles {
    /** The longest run that is looked for. */
    private static final int LONGEST = 48;
    /** Fewer repetitions are style. */
    private static final int LEAST_TIMES = 4;
    /** Fewer ids in all are too. */
    private static final int LEAST_IDS = 16;

    private final int allowed;

    /** @param source its ids: what stands there again and again may be written as often, and half as often more */
    Circles(int[] source) {
        int most = 1;
        for (int end = source.length; end > 1; end--) {
            for (int run = 1; run <= Math.min(LONGEST, end / 2); run++) {
                most = Math.max(most, times(source, 0, end, run));
            }
        }
        allowed = most == 1 ? 0 : most + most / 2;
    }

    /**
     * How long a target is without its circles: as far as the end of the first of the runs.
     *
     * @param target its ids; those before {@code from} do not count
     * @return {@code length} if it does not run in circles
     */
    int kept(int[] target, int from, int length) {
        for (int run = 1; run <= Math.min(LONGEST, (length - from) / LEAST_TIMES); run++) {
            int times = times(target, from, length, run);
            if (times >= LEAST_TIMES && times > allowed && times * run >= LEAST_IDS) {
                return length - (times - 1) * run;
            }
        }
        return length;
    }

    /** How often the last {@code run} ids stand one after the other at the end. */
    private static int times(int[] ids, int from, int end, int run) {
        int same = 0;
        while (end - run - 1 - same >= from && ids[end - 1 - same] == ids[end - run - 1 - same]) {
            same++;
        }
        return 1 + same / run;
    }
}
