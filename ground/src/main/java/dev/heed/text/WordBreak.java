package dev.heed.text;

/** Values of the Word_Break property (Unicode Standard Annex #29, table 3) and which code point has which. The order is the table's. */
enum WordBreak {
    OTHER,
    CR,
    LF,
    NEWLINE,
    EXTEND,
    ZWJ,
    FORMAT,
    REGIONAL_INDICATOR,
    KATAKANA,
    HEBREW_LETTER,
    ALETTER,
    SINGLE_QUOTE,
    DOUBLE_QUOTE,
    MIDNUMLET,
    MIDLETTER,
    MIDNUM,
    NUMERIC,
    EXTENDNUMLET,
    WSEGSPACE;

    /** The value of a code point. */
    static WordBreak of(int codePoint) {
        return Table.ALL[Table.RUNS.value(codePoint) & ~Table.PICTOGRAPHIC_BIT];
    }

    /** Whether a code point has the property Extended_Pictographic. */
    static boolean pictographic(int codePoint) {
        return (Table.RUNS.value(codePoint) & Table.PICTOGRAPHIC_BIT) != 0;
    }

    /** Rule WB4: attaches to what comes before it and is looked through. */
    boolean attaches() {
        return this == EXTEND || this == FORMAT || this == ZWJ;
    }

    /** Rules WB3a and WB3b: stands alone. */
    boolean endsLine() {
        return this == CR || this == LF || this == NEWLINE;
    }

    /** AHLetter in the annex. */
    boolean letter() {
        return this == ALETTER || this == HEBREW_LETTER;
    }

    /** Joins letters: MidLetter or MidNumLetQ. */
    boolean joinsLetters() {
        return this == MIDLETTER || this == MIDNUMLET || this == SINGLE_QUOTE;
    }

    /** Joins digits: MidNum or MidNumLetQ. */
    boolean joinsDigits() {
        return this == MIDNUM || this == MIDNUMLET || this == SINGLE_QUOTE;
    }

    /** Written by {@code tools/unicode/word_break.py}. */
    private static final class Table {
        private static final int PICTOGRAPHIC_BIT = 0x80;
        private static final WordBreak[] ALL = WordBreak.values();
        private static final CodePointRuns RUNS = CodePointRuns.of("word-break.bin");
    }
}
