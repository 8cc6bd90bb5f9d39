package dev.heed.cli.translate;

/** How translations are answered; the names are what the user types. */
enum TranslatedFormat {
    /** The translations themselves. */
    text,
    /** One document at the end. */
    json,
    /** A document for each text, as soon as it is ready. */
    jsonl
}
