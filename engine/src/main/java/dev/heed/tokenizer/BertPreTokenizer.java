package dev.heed.tokenizer;

/** BERT's pre-tokenizer: white space separates words and is dropped, each punctuation character is a word of its own. */
final class BertPreTokenizer {
    private BertPreTokenizer() {}

    /**
     * Hands the words of {@code text[from, to)} to {@code words}, in order, but for the last, which may go on.
     *
     * @return where that one begins; {@code to} if there is none
     */
    static int split(AlignedText text, int from, int to, WordPiece.Run words) {
        int start = from;
        for (int i = from; i < to; i++) {
            int flags = CodePoints.flags(text.codePoint(i)) & (CodePoints.SPACE | CodePoints.PUNCTUATION);
            if (flags == 0) {
                continue;
            }
            words.word(text, start, i);
            if ((flags & CodePoints.SPACE) == 0) {
                words.word(text, i, i + 1);
            }
            start = i + 1;
        }
        return start;
    }
}
