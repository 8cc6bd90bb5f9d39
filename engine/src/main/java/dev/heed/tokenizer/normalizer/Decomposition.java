package dev.heed.tokenizer.normalizer;

import dev.heed.tokenizer.aligned.AlignedText;
import dev.heed.tokenizer.aligned.CodePoints;
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
    private final AlignedText source;
    private final BertNormalizer normalizer;
    private final AlignedText target;
    /** The unit of the source whose place is handed out next. */
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
        for (int i = 0; i < source.size(); ) {
            int codePoint = source.codePoint(i);
            int flags = CodePoints.flags(codePoint);
            if ((flags & CodePoints.DECOMPOSES) == 0) {
                add(codePoint, flags, false);
            } else {
                int[] parts = CodePoints.decomposition(codePoint);
                for (int k = 0; k < parts.length; k++) {
                    add(parts[k], CodePoints.flags(parts[k]), k > 0);
                }
            }
            i += Character.charCount(codePoint);
        }
        flush();
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
        int place = next - 1;
        if (!inserted) {
            place = next;
            next += Character.charCount(source.codePoint(next));
        }
        place = Math.max(place, 0);
        normalizer.putUnlessMark(codePoint, source.start(place), source.end(place), target);
    }
}
