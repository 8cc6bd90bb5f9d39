package dev.heed.index.store;

/** The fields of an occurrence's document; nothing is stored twice, and no text at all. */
enum Field {
    /** Term: what all spellings of the word share ({@link dev.heed.text.SameWord#key}). */
    WORD,
    /** Term and number: which of the files of the manifest. */
    FILE,
    /** Number: the line in the file, from 1. */
    LINE,
    /** Number: where the line begins, in bytes of the unpacked text. */
    OFFSET,
    /** Number: where the word begins in the line, in UTF-16 units. */
    START,
    /** Number: the word's length in UTF-16 units. */
    LENGTH,
    /** Bytes: {@link dev.heed.index.use.ByteCodes} of {@link dev.heed.index.use.StoredUse}. */
    USE,
    /** Bytes: {@link dev.heed.index.use.Sketch} of the same vector. */
    SKETCH;

    /** Its name in Lucene. */
    String key() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
