package dev.heed.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

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
        return Table.VALUES[Table.run(codePoint)];
    }

    /** Whether a code point has the property Extended_Pictographic. */
    static boolean pictographic(int codePoint) {
        return Table.PICTOGRAPHIC[Table.run(codePoint)];
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

    /** Runs of code points with one value, found by their first; written by {@code tools/unicode/word_break.py}. */
    private static final class Table {
        private static final String RESOURCE = "word-break.bin";
        private static final int DIRECT = 0x300;
        private static final int PICTOGRAPHIC_BIT = 0x80;
        private static final int[] FIRSTS;
        private static final WordBreak[] VALUES;
        private static final boolean[] PICTOGRAPHIC;
        /** The runs of the first code points, which most texts are made of. */
        private static final short[] RUNS = new short[DIRECT];

        static {
            ByteBuffer table = ByteBuffer.wrap(bytes());
            int count = table.getInt();
            FIRSTS = new int[count];
            VALUES = new WordBreak[count];
            PICTOGRAPHIC = new boolean[count];
            table.asIntBuffer().get(FIRSTS);
            table.position(Integer.BYTES * (count + 1));
            WordBreak[] all = values();
            for (int run = 0; run < count; run++) {
                int value = table.get();
                VALUES[run] = all[value & ~PICTOGRAPHIC_BIT & 0xFF];
                PICTOGRAPHIC[run] = (value & PICTOGRAPHIC_BIT) != 0;
            }
            for (int run = 0; FIRSTS[run] < DIRECT; run++) {
                Arrays.fill(RUNS, FIRSTS[run], Math.min(DIRECT, FIRSTS[run + 1]), (short) run);
            }
        }

        static int run(int codePoint) {
            return codePoint < DIRECT ? RUNS[codePoint] : search(codePoint);
        }

        private static int search(int codePoint) {
            int at = Arrays.binarySearch(FIRSTS, codePoint);
            return at >= 0 ? at : -at - 2;
        }

        private static byte[] bytes() {
            try (InputStream resource = WordBreak.class.getResourceAsStream(RESOURCE)) {
                if (resource == null) {
                    throw new IllegalStateException(RESOURCE + ": expected beside WordBreak.class, got nothing");
                }
                return resource.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(RESOURCE + ": cannot be read", e);
            }
        }
    }
}
