package dev.heed.model.folder;

import dev.heed.tokenizer.Tokenizer;

/** How a model without layers turns a text into ids. Thread-safe. */
public interface TextIds {
    /** The ids of a text, in its order. */
    int[] of(String text);

    /** The id of what the model does not know; −1 where that is left out. */
    int unknown();

    /** A tokenizer's ids, without special tokens. */
    static TextIds of(Tokenizer tokenizer) {
        return new TextIds() {
            @Override
            public int[] of(String text) {
                return tokenizer.tokenize(text).ids();
            }

            @Override
            public int unknown() {
                return tokenizer.unknownId();
            }
        };
    }
}
