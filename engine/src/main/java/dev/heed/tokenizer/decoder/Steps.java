package dev.heed.tokenizer.decoder;

import java.util.List;

/** {@code Sequence}: one decoder after the other; once all is one text, a step at its ends touches no piece inside. */
public record Steps(List<Decoder> decoders) implements Decoder {
    /** Copies the list. */
    public Steps {
        decoders = List.copyOf(decoders);
    }

    @Override
    public List<String> decode(List<String> pieces) {
        List<String> texts = pieces;
        for (Decoder decoder : decoders) {
            texts = decoder.decode(texts);
        }
        return texts;
    }

    @Override
    public Part inside(Part part) {
        Part inside = part;
        boolean fused = false;
        for (Decoder decoder : decoders) {
            fused |= decoder == Fuse.INSTANCE || decoder == ByteLevel.INSTANCE;
            if (!fused || !(decoder instanceof Strip)) {
                inside = decoder.inside(inside);
            }
        }
        return inside;
    }
}
