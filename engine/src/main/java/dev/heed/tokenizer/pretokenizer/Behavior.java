package dev.heed.tokenizer.pretokenizer;

import dev.heed.tokenizer.pattern.Matches;
import java.util.Arrays;

/** What becomes of what a pattern matches when a text is cut at it. For {@code the-final--countdown} cut at {@code -}: */
public enum Behavior {
    /** {@code the final countdown}. */
    REMOVED,
    /** {@code the - final - - countdown}. */
    ISOLATED,
    /** {@code the- final- - countdown}. */
    MERGED_WITH_PREVIOUS,
    /** {@code the -final - -countdown}. */
    MERGED_WITH_NEXT,
    /** {@code the - final -- countdown}. */
    CONTIGUOUS;

    /**
     * Cuts {@code [from, to)} at the matches.
     *
     * @param invert what lies between the matches is what is cut at
     */
    void cut(Matches matches, boolean invert, int from, int to, Pieces target) {
        if (this == ISOLATED) {
            int done = from;
            for (int i = 0; i < matches.size(); i++) {
                target.put(done, matches.start(i));
                target.put(matches.start(i), matches.end(i));
                done = matches.end(i);
            }
            target.put(done, to);
            return;
        }
        Stretches stretches = new Stretches(matches, invert, from, to);
        switch (this) {
            case REMOVED -> stretches.putRest(target);
            case MERGED_WITH_NEXT -> stretches.putMergedWithNext(target);
            default -> stretches.putMerged(this == CONTIGUOUS, target);
        }
    }

    /** A text's stretches, in order: matches and what lies between them. */
    private static final class Stretches {
        private final int[] ends;
        private final boolean[] matched;
        private final int from;
        private int count;

        Stretches(Matches matches, boolean invert, int from, int to) {
            this.from = from;
            ends = new int[2 * matches.size() + 1];
            matched = new boolean[ends.length];
            int done = from;
            for (int i = 0; i < matches.size(); i++) {
                if (matches.start(i) > done) {
                    add(matches.start(i), invert);
                }
                add(matches.end(i), !invert);
                done = matches.end(i);
            }
            if (done < to) {
                add(to, invert);
            }
        }

        private void add(int end, boolean match) {
            ends[count] = end;
            matched[count++] = match;
        }

        private int start(int index) {
            return index == 0 ? from : ends[index - 1];
        }

        void putRest(Pieces target) {
            for (int i = 0; i < count; i++) {
                if (!matched[i]) {
                    target.put(start(i), ends[i]);
                }
            }
        }

        /** Joins stretches of a kind, or each match that follows none with what is before it. */
        void putMerged(boolean alike, Pieces target) {
            int start = from;
            boolean previous = false;
            for (int i = 0; i < count; i++) {
                boolean joins = alike ? matched[i] == previous : matched[i] && !previous;
                if (!joins && i > 0) {
                    target.put(start, ends[i - 1]);
                    start = ends[i - 1];
                }
                previous = matched[i];
            }
            target.put(start, count == 0 ? from : ends[count - 1]);
        }

        /** Joins each match that no match follows with what is behind it. */
        void putMergedWithNext(Pieces target) {
            boolean[] opens = new boolean[count];
            Arrays.fill(opens, true);
            boolean previous = false;
            for (int i = count - 1; i >= 0; i--) {
                if (matched[i] && !previous && i + 1 < count) {
                    opens[i + 1] = false;
                }
                previous = matched[i];
            }
            int start = from;
            for (int i = 1; i < count; i++) {
                if (opens[i]) {
                    target.put(start, ends[i - 1]);
                    start = ends[i - 1];
                }
            }
            target.put(start, count == 0 ? from : ends[count - 1]);
        }
    }
}
