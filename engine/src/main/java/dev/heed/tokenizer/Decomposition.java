package dev.heed.tokenizer;

import java.util.Arrays;

/**
 * Canonical decomposition (NFD, Unicode Standard Annex #15) that keeps the alignment as the reference keeps it.
 *
 * <p>The first part of a decomposed character takes the next place of the source, each further part shares the place of
 * what came out before it. Where marks are put into canonical order, places are still handed out from left to right: the
 * order of places never changes, even where a mark moves. Sorting is stable and takes n log n, so a text of nothing but
 * marks is no trap. One for each call.
 */
final class Decomposition {
    private static final int SYLLABLES = 0xAC00;
    private static final int SYLLABLE_COUNT = 11172;
    private static final int LEADING = 0x1100;
    private static final int VOWELS = 0x1161;
    private static final int TRAILING = 0x11A7;
    private static final int TRAILING_COUNT = 28;
    private static final int PER_LEADING = 21 * TRAILING_COUNT;

    private final AlignedText source;
    private final BertNormalizer normalizer;
    private final AlignedText target;
    /** The next place of the source to hand out. */
    private int next;
    /**
     * Marks waiting for the next starter, each as rank (8 bits), order of arrival (31 bits), code point (21 bits) and
     * whether it was inserted (1 bit), so that sorting the numbers is a stable sort by rank.
     */
    private long[] marks = new long[8];

    private int markCount;

    /** @param normalizer receives the decomposed text, code point by code point, to go on with it */
    Decomposition(AlignedText source, BertNormalizer normalizer, AlignedText target) {
        this.source = source;
        this.normalizer = normalizer;
        this.target = target;
    }

    void run() {
        next = 0;
        for (int i = 0; i < source.size(); i++) {
            int codePoint = source.codePoint(i);
            int flags = CodePoints.flags(codePoint);
            if ((flags & CodePoints.DECOMPOSES) == 0) {
                add(codePoint, flags, false);
            } else if (codePoint >= SYLLABLES && codePoint < SYLLABLES + SYLLABLE_COUNT) {
                addSyllable(codePoint - SYLLABLES);
            } else {
                int[] parts = CodePoints.decomposition(codePoint);
                for (int k = 0; k < parts.length; k++) {
                    add(parts[k], CodePoints.flags(parts[k]), k > 0);
                }
            }
        }
        flush();
    }

    private void addSyllable(int index) {
        flush();
        put(LEADING + index / PER_LEADING, false);
        put(VOWELS + index % PER_LEADING / TRAILING_COUNT, true);
        if (index % TRAILING_COUNT != 0) {
            put(TRAILING + index % TRAILING_COUNT, true);
        }
    }

    private void add(int codePoint, int flags, boolean inserted) {
        if ((flags & CodePoints.NONSTARTER) == 0) {
            flush();
            put(codePoint, inserted);
            return;
        }
        if (markCount == marks.length) {
            marks = Arrays.copyOf(marks, markCount * 2);
        }
        long rank = CodePoints.combiningRank(codePoint);
        marks[markCount] = rank << 53 | (long) markCount << 22 | (long) codePoint << 1 | (inserted ? 1 : 0);
        markCount++;
    }

    private void flush() {
        if (markCount > 0) {
            Arrays.sort(marks, 0, markCount);
            for (int i = 0; i < markCount; i++) {
                put((int) (marks[i] >>> 1) & 0x1FFFFF, (marks[i] & 1) != 0);
            }
            markCount = 0;
        }
    }

    private void put(int codePoint, boolean inserted) {
        int place = inserted ? Math.max(next - 1, 0) : next++;
        normalizer.putUnlessMark(codePoint, source.start(place), source.end(place), target);
    }
}
