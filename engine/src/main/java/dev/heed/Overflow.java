package dev.heed;

/** What happens to a text with more tokens than the model reads at once. Reported in every case. */
public enum Overflow {
    /** The text is refused. */
    ERROR,
    /** The first tokens are read, as many as fit. */
    TRUNCATE,
    /**
     * The text is read in overlapping windows. A token takes its vector from the window in which it stands furthest from
     * an edge; the text's vector is the mean of the windows', weighted by their tokens.
     */
    WINDOW
}
