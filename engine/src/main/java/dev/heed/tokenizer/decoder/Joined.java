package dev.heed.tokenizer.decoder;

/** What a file without a decoder means: pieces with blanks between them. */
public enum Joined implements EachPiece {
    /** It has no settings. */
    BY_BLANKS;

    @Override
    public String text(String piece, boolean first, boolean last) {
        return first ? piece : " ".concat(piece);
    }
}
