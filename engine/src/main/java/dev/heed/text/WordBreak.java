package dev.heed.text;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Values of the Word_Break property (Unicode Standard Annex #29, table 3) and which code point has which. */
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
        private static final String RESOURCE = "word-break.txt";
        private static final int DIRECT = 0x300;
        private static final int[] FIRSTS;
        private static final WordBreak[] VALUES;
        private static final boolean[] PICTOGRAPHIC;
        /** The runs of the first code points, which most texts are made of. */
        private static final short[] RUNS = new short[DIRECT];

        static {
            List<String> lines = lines();
            int[] firsts = new int[2 * lines.size() + 1];
            WordBreak[] values = new WordBreak[firsts.length];
            boolean[] pictographic = new boolean[firsts.length];
            int count = 0;
            int next = 0;
            for (String line : lines) {
                String[] columns = line.split(" ");
                int first = Integer.parseInt(columns[0], 16);
                if (first > next) {
                    values[count] = OTHER;
                    firsts[count++] = next;
                }
                values[count] = valueOf(columns[2].toUpperCase(Locale.ROOT));
                pictographic[count] = columns.length > 3;
                firsts[count++] = first;
                next = Integer.parseInt(columns[1], 16) + 1;
            }
            values[count] = OTHER;
            firsts[count++] = next;
            FIRSTS = Arrays.copyOf(firsts, count);
            VALUES = values;
            PICTOGRAPHIC = pictographic;
            for (int c = 0; c < DIRECT; c++) {
                RUNS[c] = (short) search(c);
            }
        }

        static int run(int codePoint) {
            return codePoint < DIRECT ? RUNS[codePoint] : search(codePoint);
        }

        private static int search(int codePoint) {
            int at = Arrays.binarySearch(FIRSTS, codePoint);
            return at >= 0 ? at : -at - 2;
        }

        private static List<String> lines() {
            try (InputStream resource = WordBreak.class.getResourceAsStream(RESOURCE)) {
                if (resource == null) {
                    throw new IllegalStateException(RESOURCE + ": expected beside WordBreak.class, got nothing");
                }
                return new BufferedReader(new InputStreamReader(resource, StandardCharsets.UTF_8))
                        .lines()
                        .filter(line -> !line.startsWith("#"))
                        .toList();
            } catch (IOException e) {
                throw new UncheckedIOException(RESOURCE + ": cannot be read", e);
            }
        }
    }
}
