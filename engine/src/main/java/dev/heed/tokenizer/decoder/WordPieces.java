package dev.heed.tokenizer.decoder;

/**
 * {@code WordPiece}: a blank before each piece that does not go on a word.
 *
 * @param prefix what pieces that go on begin with
 * @param cleanup take out the blanks before punctuation and contractions
 */
public record WordPieces(String prefix, boolean cleanup) implements EachPiece {
    @Override
    public String text(String piece, boolean first, boolean last) {
        String text = piece;
        if (!first) {
            text = piece.startsWith(prefix) ? piece.substring(prefix.length()) : " ".concat(piece);
        }
        return cleanup ? cleaned(text) : text;
    }

    private static String cleaned(String text) {
        return text.replace(" .", ".")
                .replace(" ?", "?")
                .replace(" !", "!")
                .replace(" ,", ",")
                .replace(" ' ", "'")
                .replace(" n't", "n't")
                .replace(" 'm", "'m")
                .replace(" do not", " don't")
                .replace(" 's", "'s")
                .replace(" 've", "'ve")
                .replace(" 're", "'re");
    }
}
