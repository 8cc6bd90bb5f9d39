package dev.heed.tokenizer.pattern;

import dev.heed.tokenizer.aligned.AlignedText;

/** What is looked for in a text. Thread-safe. */
public interface TextPattern {
    /** All matches in {@code text[from, to)}, which is looked at as if it stood alone. */
    Matches find(AlignedText text, int from, int to);
}
