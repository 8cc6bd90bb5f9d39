package dev.heed.tokenizer.decoder;

import java.util.List;

/** {@code Fuse}: all pieces become one, so that what comes after sees a whole text. */
public enum Fuse implements Decoder {
    /** It has no settings. */
    INSTANCE;

    @Override
    public List<String> decode(List<String> pieces) {
        return List.of(String.join("", pieces));
    }

    @Override
    public Part inside(Part part) {
        return part;
    }
}
