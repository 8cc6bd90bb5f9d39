package dev.heed.tokenizer;

import dev.heed.tokenizer.AddedTokenSplitter.Stretch;

/**
 * One text's way through the pipeline: added tokens, normalizer, added tokens in normalized form, words, pieces.
 *
 * <p>Long texts are normalized in stretches that end at ASCII white space, where neither a mark nor a word can reach
 * across, so memory stays small beside the tokens themselves.
 */
final class TokenizerPass {
    private static final int STRETCH = 2048;

    private final Tokenizer tokenizer;
    private final UserSpecials specials;
    private final String text;
    private final TokenBuffer tokens;
    private final WordPiece.Run words;
    private final AlignedText normalized;

    TokenizerPass(Tokenizer tokenizer, String text, UserSpecials specials) {
        this.tokenizer = tokenizer;
        this.specials = specials;
        this.text = text;
        this.tokens = new TokenBuffer(text.length() / 4 + 8);
        this.words = tokenizer.model().new Run(tokens);
        this.normalized = new AlignedText(Math.min(text.length(), STRETCH) + 16);
    }

    TokenSequence run() {
        AddedTokenSplitter splitter = tokenizer.asSpelled();
        if (splitter.findsNothing(specials)) {
            plain(0, text.length());
        } else {
            for (Stretch stretch : splitter.split(text, specials)) {
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
        boolean whole = !tokenizer.inNormalized().findsNothing(specials);
        for (int start = from; start < to; ) {
            int end = whole ? to : afterSpace(start, to);
            normalized.clear();
            tokenizer.normalizer().normalize(text, start, end, normalized);
            if (whole) {
                splitNormalized();
            } else {
                BertPreTokenizer.split(normalized, 0, normalized.size(), words);
            }
            start = end;
        }
    }

    private int afterSpace(int from, int to) {
        for (int at = from + STRETCH; at < to; at++) {
            char unit = text.charAt(at);
            if (unit == ' ' || unit == '\n') {
                return at + 1;
            }
        }
        return to;
    }

    private void splitNormalized() {
        String spelled = normalized.toString();
        int at = 0;
        for (Stretch stretch : tokenizer.inNormalized().split(spelled, specials)) {
            int end = at + spelled.codePointCount(stretch.start(), stretch.end());
            if (stretch.token() == null) {
                BertPreTokenizer.split(normalized, at, end, words);
            } else {
                tokens.add(stretch.token().id(), normalized.start(at), normalized.end(end - 1));
            }
            at = end;
        }
    }
}
