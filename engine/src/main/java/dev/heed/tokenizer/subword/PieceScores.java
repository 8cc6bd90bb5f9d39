package dev.heed.tokenizer.subword;

import dev.heed.tokenizer.aligned.AlignedText;
import java.util.stream.IntStream;

/** Merges as SentencePiece's BPE has them: two neighbours become the piece that they spell, the higher its score the sooner. */
public final class PieceScores implements Merges {
    private final Vocabulary vocabulary;
    /** By id; equal scores have one rank; −1 for what is never merged to. */
    private final int[] ranks;

    /** @param scores by id; NaN for pieces that nothing is merged to, such as control tokens and bytes */
    public PieceScores(Vocabulary vocabulary, float[] scores) {
        this.vocabulary = vocabulary;
        ranks = new int[scores.length];
        int[] order = IntStream.range(0, scores.length)
                .boxed()
                .sorted((a, b) -> Float.compare(scores[b], scores[a]))
                .mapToInt(Integer::intValue)
                .toArray();
        int rank = -1;
        float last = Float.NaN;
        for (int id : order) {
            rank += scores[id] == last ? 0 : 1;
            last = scores[id];
            ranks[id] = Float.isNaN(last) ? -1 : rank;
        }
    }

    @Override
    public long find(int left, int right, AlignedText text, int from, int to) {
        if (to - from > vocabulary.longestPiece()) {
            return NONE;
        }
        int id = vocabulary.id(text, from, to);
        return id < 0 || id >= ranks.length || ranks[id] < 0 ? NONE : (long) ranks[id] << 32 | id;
    }
}
