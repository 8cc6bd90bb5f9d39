package dev.heed.tokenizer.subword;

import dev.heed.tokenizer.aligned.AlignedText;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;

/**
 * Unigram: of all ways to spell a word with pieces the one whose scores have the largest sum; Viterbi's algorithm from the
 * left, in double precision and the reference's order, so that sums round alike.
 *
 * <p>(Kudo 2018, "Subword Regularization".) A character that is no piece costs the lowest score less 10 and is unknown; a
 * run of them is one token, or their bytes. Time is linear in the word, times the number of lengths that pieces with one
 * beginning have.
 */
public final class Unigram implements SubwordModel {
    private static final double UNKNOWN_PENALTY = 10;
    private static final int BEGINNINGS = 1 << 16;

    private final Vocabulary vocabulary;
    /** By id. */
    private final double[] scores;

    private final int unknownId;
    /** Ids of the 256 bytes, empty for none. */
    private final int[] byteIds;

    private final BitSet unspelled;
    private final double unknownScore;
    /** By hash of a piece's first two units: bit n − 1 for pieces of n units, bit 63 for all longer ones. */
    private final long[] lengths = new long[BEGINNINGS];

    private final WordCache cache = new WordCache();

    /**
     * @param scores by id
     * @param byteIds ids of the 256 bytes that stand for unknown characters; empty for none
     * @param unspelled ids of control tokens, which a text cannot spell
     */
    public Unigram(Vocabulary vocabulary, double[] scores, int unknownId, int[] byteIds, BitSet unspelled) {
        this.vocabulary = vocabulary;
        this.scores = scores;
        this.unknownId = unknownId;
        this.byteIds = byteIds;
        this.unspelled = unspelled;
        double lowest = Double.POSITIVE_INFINITY;
        for (double score : scores) {
            lowest = Math.min(lowest, score);
        }
        unknownScore = lowest - UNKNOWN_PENALTY;
        vocabulary.lengthsByBeginning(lengths);
    }

    @Override
    public Vocabulary vocabulary() {
        return vocabulary;
    }

    @Override
    public int unknownId() {
        return unknownId;
    }

    @Override
    public Words words(TokenBuffer tokens) {
        return new Run(tokens);
    }

    private final class Run extends CachedWords {
        /** By end, relative to the word: score of the best way there, where its last piece begins, and its id. */
        private double[] best = new double[64];

        private int[] starts = new int[64];
        private int[] ids = new int[64];
        /** Ends of the best way's pieces, from the last to the first. */
        private int[] way = new int[64];

        Run(TokenBuffer tokens) {
            super(Unigram.this.vocabulary, cache, tokens);
        }

        @Override
        void takeApart(AlignedText text, int from, int to) {
            int size = to - from;
            if (size >= best.length) {
                best = new double[size + 1];
                starts = new int[size + 1];
                ids = new int[size + 1];
                way = new int[size + 1];
            }
            Arrays.fill(starts, 0, size + 1, -1);
            best[0] = 0;
            for (int at = 0; at < size; ) {
                int next = at + Character.charCount(text.codePoint(from + at));
                if (!pieces(text, from, at, next, size)) {
                    reach(next, at, unknownId, unknownScore + best[at]);
                }
                at = next;
            }
            putWay(text, from, size);
        }

        /** Goes on from {@code at} by every piece that begins there; whether the first character is one. */
        private boolean pieces(AlignedText text, int from, int at, int next, int size) {
            int first = text.charAt(from + at);
            int rest = size - at;
            long mask = lengths[Vocabulary.beginning(first, rest > 1 ? text.charAt(from + at + 1) : -1)]
                    | (rest > 1 ? lengths[Vocabulary.beginning(first, -1)] : 0);
            boolean single = false;
            int hash = vocabulary.hash("");
            for (int length = 1; length <= rest && mask != 0; length++) {
                hash = Vocabulary.hash(hash, text.charAt(from + at + length - 1));
                if ((mask & 1) != 0) {
                    int id = vocabulary.id(hash, "", text, from + at, from + at + length);
                    if (id >= 0 && !unspelled.get(id)) {
                        reach(at + length, at, id, scores[id] + best[at]);
                        single |= at + length == next;
                    }
                }
                mask = length < Long.SIZE ? mask >>> 1 : length < vocabulary.longestPiece() ? mask : 0;
            }
            return single;
        }

        private void reach(int end, int start, int id, double score) {
            if (starts[end] < 0 || score > best[end]) {
                best[end] = score;
                starts[end] = start;
                ids[end] = id;
            }
        }

        /** Hands the best way's pieces over from the left, runs of unknown characters together. */
        private void putWay(AlignedText text, int from, int size) {
            int count = 0;
            for (int end = size; end > 0; end = starts[end]) {
                way[count++] = end;
            }
            while (count > 0) {
                int end = way[--count];
                int start = starts[end];
                if (ids[end] != unknownId) {
                    token(ids[end], start, end);
                    continue;
                }
                while (count > 0 && ids[way[count - 1]] == unknownId) {
                    end = way[--count];
                }
                unknown(text, from, start, end);
            }
        }

        private void unknown(AlignedText text, int from, int start, int end) {
            int id = vocabulary.id(text, from + start, from + end);
            if (id >= 0 && !unspelled.get(id)) {
                token(id, start, end); // characters that are no pieces, though all together are
            } else if (byteIds.length == 0 || !bytes(text, from, start, end)) {
                if (unknownId >= 0) {
                    token(unknownId, start, end);
                }
            }
        }

        private boolean bytes(AlignedText text, int from, int start, int end) {
            byte[] utf8 = text.subSequence(from + start, from + end).getBytes(StandardCharsets.UTF_8);
            for (byte value : utf8) {
                if (byteIds[value & 0xFF] < 0) {
                    return false;
                }
            }
            for (byte value : utf8) {
                token(byteIds[value & 0xFF], start, end);
            }
            return true;
        }
    }
}
