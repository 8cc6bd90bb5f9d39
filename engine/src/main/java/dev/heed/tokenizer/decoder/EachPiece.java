package dev.heed.tokenizer.decoder;

import java.util.ArrayList;
import java.util.List;

/** A step that looks at one piece at a time, and whether it is the first or last. */
interface EachPiece extends Decoder {
    /** What a piece becomes. */
    String text(String piece, boolean first, boolean last);

    @Override
    default List<String> decode(List<String> pieces) {
        List<String> texts = new ArrayList<>(pieces.size());
        for (int i = 0; i < pieces.size(); i++) {
            texts.add(text(pieces.get(i), i == 0, i == pieces.size() - 1));
        }
        return texts;
    }

    @Override
    default Part inside(Part part) {
        return part.bytes() != null ? part : Part.of(text(part.text(), false, false));
    }
}
