package dev.heed.meaning.statistics;

/** How much of a text one vector of an occurrence stands for. */
public enum Surrounding {
    /** The word itself: the mean of its tokens. */
    WORD,
    /** The mean of the other tokens within ten of it, special ones left out; those of the word where there are none. */
    AROUND,
    /** The mean of all tokens of the text, special ones included. */
    TEXT;

    /** Tokens before the word, and after it, that are around it. */
    public static final int REACH = 10;
}
