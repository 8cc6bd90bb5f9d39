package dev.heed.cli.console;

/** What a result is written as. */
public enum Format {
    /** For people. */
    text,
    /** For programs. */
    json
}
