package dev.heed.training.corpus;

/**
 * How a line becomes words.
 *
 * @param cut where words begin and end
 * @param lowercase whether words are lower-cased, by Unicode's rules, whatever the locale
 */
public record TokenRule(Cut cut, boolean lowercase) {
    /** Where words begin and end. */
    public enum Cut {
        /** Words of UAX #29 that hold a letter or a digit; punctuation and symbols are left out. */
        WORDS,
        /** What stands between ASCII white space, as it is: for text that has been cut already. */
        WHITESPACE
    }
}
