package dev.heed.cli.embed;

/** What vectors are written as. */
enum EmbedFormat {
    /** For people. */
    text,
    /** One document. */
    json,
    /** One document a text. */
    jsonl,
    /** RFC 4180 with a header. */
    csv,
    /** NumPy's format, one row a vector. */
    npy
}
