package dev.heed;

import dev.heed.text.Span;
import java.util.List;

/**
 * A word (UAX #29), another piece of text, or a special token, with the tokens that it is made of. Segments that share a
 * token are one entry; every token of a text belongs to exactly one.
 *
 * @param text the surface form; null for a special token
 * @param span where it stands in the text; null for a special token
 * @param kind what it is
 * @param tokens positions in the text's list of tokens, ascending; at least one, unless the
 *     word is {@linkplain SimpleAttention#missing missing} among given static vectors
 */
public record Word(String text, Span span, Kind kind, List<Integer> tokens) {
    /** What an entry is. */
    public enum Kind {
        /** Has at least one letter or digit. */
        WORD,
        /** Punctuation, emoji and the like. */
        SYMBOL,
        /** A special token such as {@code [CLS]}. */
        SPECIAL
    }

    public Word {
        tokens = List.copyOf(tokens);
    }

    /** {@link #tokens} as an array. */
    int[] tokenRows() {
        return tokens.stream().mapToInt(Integer::intValue).toArray();
    }
}
