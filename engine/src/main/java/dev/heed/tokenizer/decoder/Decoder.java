package dev.heed.tokenizer.decoder;

import java.util.List;

/** One step from pieces back to text, as a {@code decoder} of {@code tokenizer.json} says. Thread-safe. */
public interface Decoder {
    /** What the pieces of a whole text become; joined, the last step's are the text. */
    List<String> decode(List<String> pieces);

    /** What a piece becomes that others stand before: the text it adds to theirs. */
    Part inside(Part part);
}
