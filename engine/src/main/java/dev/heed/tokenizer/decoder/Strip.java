package dev.heed.tokenizer.decoder;

/** {@code Strip}: takes up to so many of a character away at the ends of each piece. */
public record Strip(int content, int start, int stop) implements EachPiece {
    @Override
    public String text(String piece, boolean first, boolean last) {
        int from = 0;
        int to = piece.length();
        for (int i = 0; i < start && from < to && piece.codePointAt(from) == content; i++) {
            from += Character.charCount(content);
        }
        for (int i = 0; i < stop && to > from && piece.codePointBefore(to) == content; i++) {
            to -= Character.charCount(content);
        }
        return piece.substring(from, to);
    }
}
