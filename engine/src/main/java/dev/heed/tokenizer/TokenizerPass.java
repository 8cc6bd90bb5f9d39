package dev.heed.tokenizer;

import dev.heed.tokenizer.AddedTokenSplitter.Stretch;

/**
 * One text's way through the pipeline: added tokens, normalizer, added tokens in normalized form, words, pieces.
 *
 * <p>Long texts are normalized in stretches that no mark reaches across; of a word that does, what is needed is carried
 * over. So memory stays small beside the tokens themselves, whatever the text is made of.
 */
final class TokenizerPass {
    private static final int STRETCH = 2048;

    /** Where a stretch ends at the latest: only that many marks on end come so far, and get no order across the cut. */
    private static final int LONGEST_STRETCH = 1 << 20;

    private static final int FIRST_TOKENS = 1 << 12;

    private final Tokenizer tokenizer;
    private final Literals literals;
    private final String text;
    private final TokenBuffer tokens;
    private final WordPiece.Run words;
    private final AlignedText normalized;

    TokenizerPass(Tokenizer tokenizer, String text, Literals literals) {
        this.tokenizer = tokenizer;
        this.literals = literals;
        this.text = text;
        this.tokens = new TokenBuffer(Math.min(text.length() / 4 + 8, FIRST_TOKENS));
        this.words = tokenizer.model().new Run(tokens);
        this.normalized = new AlignedText(Math.min(text.length(), STRETCH) + 16);
    }

    TokenSequence run() {
        AddedTokenSplitter splitter = tokenizer.asSpelled();
        if (splitter.findsNothing(literals)) {
            plain(0, text.length());
        } else {
            for (Stretch stretch : splitter.split(text, literals, null)) {
                if (stretch.token() == null) {
                    plain(stretch.start(), stretch.end());
                } else {
                    tokens.add(stretch.token().id(), stretch.start(), stretch.end());
                }
            }
        }
        return tokens.toSequence();
    }

    private void plain(int from, int to) {
        normalized.clear();
        if (!tokenizer.inNormalized().findsNothing(literals)) {
            tokenizer.normalizer().normalize(text, from, to, normalized);
            splitNormalized();
            return;
        }
        int most = tokenizer.model().maxCharacters() + 1; // what is longer is unknown, however long
        for (int start = from; start < to; ) {
            int end = cut(start, to);
            tokenizer.normalizer().normalize(text, start, end, normalized);
            int open = BertPreTokenizer.split(normalized, 0, normalized.size(), words);
            normalized.keepFrom(open, most);
            start = end;
        }
        words.word(normalized, 0, normalized.size());
    }

    /** Where a stretch may end: before a character that no mark before it is ordered with, white space above all. */
    private int cut(int from, int to) {
        int last = (int) Math.min(to, (long) from + LONGEST_STRETCH);
        for (int at = from + STRETCH; at < last; at++) {
            char unit = text.charAt(at);
            if (unit < 0x7F ? unit >= ' ' : !Character.isLowSurrogate(unit) && starts(text.codePointAt(at))) {
                return at;
            }
        }
        boolean apart = last < to && Character.isLowSurrogate(text.charAt(last));
        return apart ? last + 1 : last;
    }

    /** Whether a character stays, and what it is taken apart into does not begin with a mark. */
    private static boolean starts(int codePoint) {
        boolean removed = (CodePoints.flags(codePoint) & CodePoints.REMOVED) != 0;
        return !removed && CodePoints.combiningRank(CodePoints.decomposition(codePoint)[0]) == 0;
    }

    private void splitNormalized() {
        String spelled = normalized.toString();
        int at = 0;
        for (Stretch stretch : tokenizer.inNormalized().split(spelled, literals, normalized)) {
            int end = at + spelled.codePointCount(stretch.start(), stretch.end());
            if (stretch.token() == null) {
                words.word(normalized, BertPreTokenizer.split(normalized, at, end, words), end);
            } else {
                tokens.add(stretch.token().id(), normalized.start(at), normalized.end(end - 1));
            }
            at = end;
        }
    }
}
