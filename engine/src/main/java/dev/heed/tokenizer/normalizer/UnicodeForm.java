package dev.heed.tokenizer.normalizer;

import dev.heed.tokenizer.aligned.AlignedText;
import dev.heed.tokenizer.aligned.CodePoints;
import dev.heed.tokenizer.aligned.NormalForms;
import dev.heed.tokenizer.aligned.Rewriting;
import java.util.Arrays;

/**
 * Unicode's normal forms (Unicode Standard Annex #15) with the reference's tables and its way to hand out places: what is
 * put together of several characters takes the first one's place.
 */
public enum UnicodeForm implements Normalizer {
    /** Canonical decomposition. */
    NFD(false, false),
    /** Compatibility decomposition. */
    NFKD(true, false),
    /** Canonical decomposition, then composition. */
    NFC(false, true),
    /** Compatibility decomposition, then composition. */
    NFKC(true, true);

    private final boolean compatible;
    private final boolean composes;

    UnicodeForm(boolean compatible, boolean composes) {
        this.compatible = compatible;
        this.composes = composes;
    }

    @Override
    public boolean normalize(AlignedText in, AlignedText out) {
        if (in.isAscii()) {
            return false;
        }
        Run run = new Run(composes);
        for (int i = 0; i < in.size(); ) {
            int codePoint = in.codePoint(i);
            int[] parts = compatible && codePoint >= 0x80 ? NormalForms.compatible(codePoint) : null;
            if (parts != null) {
                run.addAll(parts);
            } else if ((CodePoints.flags(codePoint) & CodePoints.DECOMPOSES) != 0) {
                run.addAll(CodePoints.decomposition(codePoint));
            } else {
                run.add(codePoint, 0);
            }
            i += Character.charCount(codePoint);
        }
        run.finish();
        run.written.apply(in, out);
        return true;
    }

    /** One text's way: marks wait to be ordered, a starter waits for what it can be composed with. */
    private static final class Run {
        private final boolean composes;
        private final Rewriting written = new Rewriting();
        /** Rank, order of arrival, code point and whether it was put in, so that sorting the numbers is a stable sort. */
        private long[] marks = new long[8];

        private int markCount;
        private int starter = -1;
        private int starterChange;

        /** What could not be composed with the starter: code points and changes in turns. */
        private int[] held = new int[16];

        private int heldCount;
        private int lastRank;

        Run(boolean composes) {
            this.composes = composes;
        }

        void addAll(int[] parts) {
            for (int i = 0; i < parts.length; i++) {
                add(parts[i], i == 0 ? 0 : 1);
            }
        }

        void add(int codePoint, int change) {
            int rank = CodePoints.combiningRank(codePoint);
            if (rank == 0) {
                order();
                put(codePoint, change, 0);
                return;
            }
            if (markCount == marks.length) {
                marks = Arrays.copyOf(marks, markCount * 2);
            }
            marks[markCount] = (long) rank << 53 | (long) markCount << 22 | (long) codePoint << 1 | change;
            markCount++;
        }

        private void order() {
            Arrays.sort(marks, 0, markCount);
            for (int i = 0; i < markCount; i++) {
                put((int) (marks[i] >>> 1) & 0x1FFFFF, (int) marks[i] & 1, (int) (marks[i] >>> 53));
            }
            markCount = 0;
        }

        private void put(int codePoint, int change, int rank) {
            if (!composes) {
                written.add(codePoint, change);
            } else if (starter < 0) {
                if (rank != 0) {
                    written.add(codePoint, change);
                } else {
                    starter = codePoint;
                    starterChange = change;
                }
            } else {
                compose(codePoint, change, rank);
            }
        }

        /** A mark of no higher rank than the one before it is blocked from the starter, and so is a starter after marks. */
        private void compose(int codePoint, int change, int rank) {
            boolean blocked = lastRank > 0 && lastRank >= rank;
            int composed = blocked ? -1 : NormalForms.compose(starter, codePoint);
            if (composed >= 0) {
                starter = composed;
                starterChange += change - 1;
            } else if (rank == 0) {
                release();
                starter = codePoint;
                starterChange = change;
            } else {
                hold(codePoint, change);
                lastRank = rank;
            }
        }

        private void hold(int codePoint, int change) {
            if (heldCount + 2 > held.length) {
                held = Arrays.copyOf(held, heldCount * 2);
            }
            held[heldCount++] = codePoint;
            held[heldCount++] = change;
        }

        private void release() {
            if (starter >= 0) {
                written.add(starter, starterChange);
            }
            for (int i = 0; i < heldCount; i += 2) {
                written.add(held[i], held[i + 1]);
            }
            heldCount = 0;
            lastRank = 0;
        }

        void finish() {
            order();
            release();
        }
    }
}
