package dev.heed.tokenizer.decoder;

/** {@code BPEDecoder}: what pieces at the end of a word end with becomes a blank, in the last piece nothing. */
public record Suffix(String suffix) implements EachPiece {
    @Override
    public String text(String piece, boolean first, boolean last) {
        return suffix.isEmpty() ? piece : piece.replace(suffix, last ? "" : " ");
    }
}
