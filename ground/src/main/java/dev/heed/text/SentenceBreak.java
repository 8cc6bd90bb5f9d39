package dev.heed.text;

/** Values of the Sentence_Break property (Unicode Standard Annex #29, table 4) and which code point has which. The order is the table's. */
enum SentenceBreak {
    OTHER,
    CR,
    LF,
    EXTEND,
    SEP,
    FORMAT,
    SP,
    LOWER,
    UPPER,
    OLETTER,
    NUMERIC,
    ATERM,
    SCONTINUE,
    STERM,
    CLOSE;

    /** The value of a code point. */
    static SentenceBreak of(int codePoint) {
        return Table.ALL[Table.RUNS.value(codePoint)];
    }

    /** Rule SB5: attaches to what comes before it and is looked through. */
    boolean attaches() {
        return this == EXTEND || this == FORMAT;
    }

    /** ParaSep in the annex. */
    boolean endsParagraph() {
        return this == SEP || this == CR || this == LF;
    }

    /** SATerm in the annex. */
    boolean ends() {
        return this == STERM || this == ATERM;
    }

    /** What the search of rule SB8 stops at. */
    boolean stopsSearch() {
        return this == OLETTER || this == UPPER || this == LOWER || endsParagraph() || ends();
    }

    /** Written by {@code tools/unicode/sentence_break.py}. */
    private static final class Table {
        private static final SentenceBreak[] ALL = SentenceBreak.values();
        private static final CodePointRuns RUNS = CodePointRuns.of("sentence-break.bin");
    }
}
