package dev.heed.text;

/**
 * One segment of a text, as Unicode's word boundaries cut it.
 *
 * @param span its place in the text
 * @param kind whether it is a word, a symbol or blank
 */
public record Segment(Span span, Kind kind) {
    /** What a segment holds. */
    public enum Kind {
        /** At least one letter or digit, as {@link Character#isLetterOrDigit(int)} has it. */
        WORD,
        /** Neither a word nor blank: punctuation, emoji, lone marks, lone surrogates. */
        SYMBOL,
        /** Nothing but white space, separators, controls and format characters. */
        BLANK
    }
}
