package dev.heed.meaning.corpus;

import dev.heed.text.Span;
import dev.heed.text.WordSearch;
import java.util.Collection;
import java.util.List;

/**
 * Finds where a word stands in a line, in any of its forms, as {@link WordSearch} finds them. Immutable, thread-safe.
 */
public final class WordFinder {
    private final WordSearch search;

    /**
     * @param forms at least one
     * @throws IllegalArgumentException if one is blank
     */
    public WordFinder(Collection<String> forms) {
        search = new WordSearch(forms);
    }

    /** The places, from left to right; none overlaps another. */
    public List<Span> places(String text) {
        return search.places(text);
    }
}
