package dev.heed.lines;

/** What becomes of bytes that are no part of UTF-8. */
public enum InvalidUtf8 {
    /** The first ends the reading; it is named by file, line and byte. */
    REFUSED,
    /** They are read as U+FFFD; their lines are counted. */
    REPLACED
}
