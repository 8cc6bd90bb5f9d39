package dev.heed.tokenizer.normalizer;

import dev.heed.tokenizer.aligned.AlignedText;

/** One step that changes a text before it is cut; places keep pointing into the text as given. Thread-safe. */
public interface Normalizer {
    /**
     * Appends the normalized form of {@code in} to {@code out}.
     *
     * @return {@code false} if {@code in} is as it should be: nothing was appended
     */
    boolean normalize(AlignedText in, AlignedText out);
}
