package dev.heed.tokenizer.pretokenizer;

import dev.heed.tokenizer.aligned.AlignedText;
import dev.heed.tokenizer.aligned.CodePoints;

/**
 * {@code BertPreTokenizer}: white space parts words and is dropped, each punctuation character is a word of its own. A
 * text can be cut in stretches: what no stretch ends is known.
 */
public final class BertWords implements PreTokenizer {
    /** It has no settings. */
    public static final BertWords INSTANCE = new BertWords();

    private BertWords() {}

    /** Receives words. */
    public interface Sink {
        /** The word {@code text[from, to)}, which may be empty. */
        void word(AlignedText text, int from, int to);
    }

    @Override
    public void apply(Pieces pieces) {
        pieces.cutEach((text, from, to, target) ->
                target.put(split(text, from, to, (same, start, end) -> target.put(start, end)), to));
    }

    /**
     * Hands the words of {@code text[from, to)} to {@code words}, in order, but for the last, which may go on.
     *
     * @return where that one begins; {@code to} if there is none
     */
    public static int split(AlignedText text, int from, int to, Sink words) {
        int start = from;
        for (int i = from; i < to; ) {
            int codePoint = text.codePoint(i);
            int next = i + Character.charCount(codePoint);
            int flags = CodePoints.flags(codePoint) & (CodePoints.SPACE | CodePoints.PUNCTUATION);
            if (flags != 0) {
                words.word(text, start, i);
                if ((flags & CodePoints.SPACE) == 0) {
                    words.word(text, i, next);
                }
                start = next;
            }
            i = next;
        }
        return start;
    }
}
