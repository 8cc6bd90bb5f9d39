package dev.heed.cli.meaning;

/** What a concordance is written as. */
public enum ConcordanceFormat {
    /** Lines aligned on the word, for people. */
    text,
    /** One document. */
    json,
    /** A header and one row a line (RFC 4180), for spreadsheets. */
    csv
}
