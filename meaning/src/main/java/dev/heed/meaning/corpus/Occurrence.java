package dev.heed.meaning.corpus;

import dev.heed.text.Span;

/**
 * A place where a word stands.
 *
 * <p>Of a long line only the passage around the word is kept, which is also what the model reads.
 *
 * @param file as it was named
 * @param line from 1
 * @param span in the line
 * @param passage the line, or the part of it around the word
 * @param passageStart where the passage begins in the line; 0 for a whole line
 */
public record Occurrence(String file, long line, Span span, String passage, int passageStart) {
    /** The place within the passage. */
    public Span spanInPassage() {
        return new Span(span.start() - passageStart, span.end() - passageStart);
    }

    /** The word as it is written there. */
    public String surface() {
        return spanInPassage().in(passage);
    }
}
