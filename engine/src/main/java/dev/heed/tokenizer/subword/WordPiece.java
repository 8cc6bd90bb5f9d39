package dev.heed.tokenizer.subword;

import dev.heed.tokenizer.aligned.AlignedText;

/**
 * WordPiece as BERT uses it: a word is taken apart from the left, each time the longest piece that the vocabulary has.
 *
 * <p>Pieces after the first carry the continuation prefix. A word of more than {@code maxCharacters} code points, or with
 * a rest that no piece begins, is one unknown token over the whole word. (Wu et al. 2016, "Google's Neural Machine
 * Translation System", section 4.1; Devlin et al. 2019.) Time is linear in the text, times the longest piece at worst.
 *
 * @param vocabulary the pieces
 * @param unknownId id of the unknown token
 * @param prefix what pieces inside a word begin with, {@code ##}
 * @param maxCharacters longest word that is taken apart, in code points
 */
public record WordPiece(Vocabulary vocabulary, int unknownId, String prefix, int maxCharacters)
        implements SubwordModel {
    /** BERT's limit where a file gives none. */
    public static final int DEFAULT_MAX_CHARACTERS = 100;

    /** What BERT's pieces inside a word begin with. */
    public static final String DEFAULT_PREFIX = "##";

    /** BERT's unknown token. */
    public static final String DEFAULT_UNKNOWN = "[UNK]";

    @Override
    public Words words(TokenBuffer tokens) {
        return new Run(tokens);
    }

    /** A run over one text: keeps the hashes of a word's prefixes between words. */
    private final class Run implements Words {
        private final int wordHash = vocabulary.hash("");
        private final int restHash = vocabulary.hash(prefix);
        private final int longest = (int) Math.min(vocabulary.longestPiece(), 2L * maxCharacters);
        private final int[] hashes = new int[longest];
        private final TokenBuffer tokens;

        Run(TokenBuffer tokens) {
            this.tokens = tokens;
        }

        @Override
        public void word(AlignedText text, int from, int to) {
            if (from == to) {
                return;
            }
            int before = tokens.size();
            if (to - from > maxCharacters && characters(text, from, to) > maxCharacters) {
                tokens.add(unknownId, text.start(from), text.end(to - 1));
                return;
            }
            for (int at = from; at < to; ) {
                int end = longestPiece(text, at, to, at == from);
                if (end == at) {
                    tokens.cutBack(before);
                    tokens.add(unknownId, text.start(from), text.end(to - 1));
                    return;
                }
                at = end;
            }
        }

        private static int characters(AlignedText text, int from, int to) {
            int characters = to - from;
            for (int i = from; i < to; i++) {
                characters -= Character.isLowSurrogate(text.charAt(i)) ? 1 : 0;
            }
            return characters;
        }

        /** Adds the longest piece that starts at {@code at} and returns its end; {@code at} if there is none. */
        private int longestPiece(AlignedText text, int at, int to, boolean first) {
            int limit = Math.min(to - at, longest);
            int hash = first ? wordHash : restHash;
            for (int i = 0; i < limit; i++) {
                hash = Vocabulary.hash(hash, text.charAt(at + i));
                hashes[i] = hash;
            }
            String before = first ? "" : prefix;
            for (int length = limit; length > 0; length--) {
                int id = vocabulary.id(hashes[length - 1], before, text, at, at + length);
                if (id >= 0) {
                    tokens.add(id, text.start(at), text.end(at + length - 1));
                    return at + length;
                }
            }
            return at;
        }
    }
}
