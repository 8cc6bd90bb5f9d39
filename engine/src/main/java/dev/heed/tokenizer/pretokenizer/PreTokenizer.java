package dev.heed.tokenizer.pretokenizer;

/** One step that cuts a normalized text into what the model sees as words. Thread-safe. */
public interface PreTokenizer {
    /** Cuts the pieces further, or changes their text. */
    void apply(Pieces pieces);
}
