package dev.heed.cli.screen;

/** Emphasis, on terminals that take it; elsewhere the text as it is. */
public enum Style {
    /** Terminal with colours. */
    COLOUR,
    /** Plain text. */
    PLAIN;

    private static final String RESET = "\u001b[0m";

    /** For what stands out: the largest weight of a row. */
    public String strong(String text) {
        return wrapped("\u001b[1;36m", text);
    }

    /** For titles. */
    public String bold(String text) {
        return wrapped("\u001b[1m", text);
    }

    /** A title, broken at spaces to fit the width. */
    public String heading(String text, int columns) {
        return bold(Prose.wrap(text, columns, 2));
    }

    /** For what steps back: special tokens, explanations. */
    public String dim(String text) {
        return wrapped("\u001b[2m", text);
    }

    private String wrapped(String start, String text) {
        return this == PLAIN ? text : start + text + RESET;
    }
}
