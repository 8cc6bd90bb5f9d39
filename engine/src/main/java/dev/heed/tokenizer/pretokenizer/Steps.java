package dev.heed.tokenizer.pretokenizer;

import java.util.List;

/** {@code Sequence}: one pre-tokenizer after the other; an empty one leaves the text whole. */
public record Steps(List<PreTokenizer> preTokenizers) implements PreTokenizer {
    /** Copies the list. */
    public Steps {
        preTokenizers = List.copyOf(preTokenizers);
    }

    @Override
    public void apply(Pieces pieces) {
        for (PreTokenizer preTokenizer : preTokenizers) {
            preTokenizer.apply(pieces);
        }
    }
}
