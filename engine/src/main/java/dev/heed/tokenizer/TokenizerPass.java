package dev.heed.tokenizer;

import dev.heed.tokenizer.AddedTokenSplitter.Stretch;
import dev.heed.tokenizer.aligned.AlignedText;
import dev.heed.tokenizer.normalizer.Normalizer;
import dev.heed.tokenizer.pretokenizer.Pieces;
import dev.heed.tokenizer.subword.SubwordModel;
import dev.heed.tokenizer.subword.TokenBuffer;
import java.util.ArrayList;
import java.util.List;

/** One text's way through the pipeline: added tokens, normalizer, added tokens in normalized form, words, pieces. */
final class TokenizerPass {
    private static final int FIRST_TOKENS = 1 << 12;

    /** An added token that was found, and its text in the form in which it was found. */
    private record Found(int index, String spelled) {}

    private final Tokenizer tokenizer;
    private final Literals literals;
    private final String text;
    private final TokenBuffer tokens;
    private final SubwordModel.Words words;
    private final List<Found> found = new ArrayList<>(0);
    private Pieces pieces;

    TokenizerPass(Tokenizer tokenizer, String text, Literals literals) {
        this.tokenizer = tokenizer;
        this.literals = literals;
        this.text = text;
        this.tokens = new TokenBuffer(Math.min(text.length() / 4 + 8, FIRST_TOKENS));
        this.words = tokenizer.parts().model().words(tokens);
    }

    TokenSequence run() {
        if (tokenizer.asSpelled().findsNothing(literals)) {
            plain(0, text.length());
        } else {
            AlignedText given = new AlignedText(text.length());
            given.load(text, 0, text.length());
            for (Stretch stretch : tokenizer.asSpelled().split(given, literals)) {
                if (stretch.token() == null) {
                    plain(stretch.start(), stretch.end());
                } else {
                    added(given, stretch);
                }
            }
        }
        trim();
        return new TokenSequence(tokens.ids(), tokens.starts(), tokens.ends());
    }

    private void added(AlignedText in, Stretch stretch) {
        if (!tokenizer.parts().trims().isEmpty()) {
            found.add(new Found(tokens.size(), in.subSequence(stretch.start(), stretch.end())));
        }
        tokens.add(stretch.token().id(), in.start(stretch.start()), in.end(stretch.end() - 1));
    }

    private void plain(int from, int to) {
        boolean whole = tokenizer.inNormalized().findsNothing(literals);
        if (whole && tokenizer.stretches() != null) {
            tokenizer.stretches().tokenize(text, from, to, words);
            return;
        }
        AlignedText given = new AlignedText(to - from + 16);
        given.load(text, from, to);
        AlignedText normalized = normalized(given);
        if (whole) {
            words(normalized, 0, normalized.size());
            return;
        }
        for (Stretch stretch : tokenizer.inNormalized().split(normalized, literals)) {
            if (stretch.token() == null) {
                words(normalized, stretch.start(), stretch.end());
            } else {
                added(normalized, stretch);
            }
        }
    }

    private AlignedText normalized(AlignedText given) {
        Normalizer normalizer = tokenizer.parts().normalizer();
        if (normalizer == null) {
            return given;
        }
        AlignedText normalized = new AlignedText(given.size() + 16);
        normalized.clear(given.origin());
        return normalizer.normalize(given, normalized) ? normalized : given;
    }

    private void words(AlignedText normalized, int from, int to) {
        if (tokenizer.parts().preTokenizer() == null) {
            words.word(normalized, from, to);
            return;
        }
        if (pieces == null) {
            pieces = new Pieces();
        }
        pieces.start(normalized, from, to);
        tokenizer.parts().preTokenizer().apply(pieces);
        for (int i = 0; i < pieces.size(); i++) {
            words.word(pieces.text(), pieces.from(i), pieces.to(i));
        }
    }

    private void trim() {
        for (OffsetTrim trim : tokenizer.parts().trims()) {
            int next = 0;
            for (int i = 0; i < tokens.size(); i++) {
                boolean added = next < found.size() && found.get(next).index() == i;
                String spelled = added ? found.get(next++).spelled() : tokenizer.modelPiece(tokens.id(i));
                long place = OffsetTrim.trimmed(trim, spelled, i == 0, tokens.start(i), tokens.end(i));
                tokens.place(i, (int) (place >>> 32), (int) place);
            }
        }
    }
}
