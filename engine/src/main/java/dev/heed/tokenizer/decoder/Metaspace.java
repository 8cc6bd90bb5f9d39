package dev.heed.tokenizer.decoder;

/**
 * {@code Metaspace}: what stands for a blank becomes one, in the first piece nothing.
 *
 * @param replacement what stands for a blank
 * @param prepended whether a text gets a blank in front that is to be taken away again
 */
public record Metaspace(int replacement, boolean prepended) implements EachPiece {
    @Override
    public String text(String piece, boolean first, boolean last) {
        return piece.replace(Character.toString(replacement), first && prepended ? "" : " ");
    }
}
