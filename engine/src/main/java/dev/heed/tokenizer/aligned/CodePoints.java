package dev.heed.tokenizer.aligned;

import java.util.Arrays;

/**
 * What the reference BERT tokenizer (Hugging Face {@code tokenizers} 0.23.3) does with each code point.
 *
 * <p>A table of our own instead of {@link Character} and {@link java.text.Normalizer}: the reference mixes old Unicode
 * versions, and a newer JDK would quietly change ids. Written by {@code tools/unicode/bert_code_points.py}, which asks
 * the reference about every code point. Lookups of flags cost two array reads; mappings and combining classes, which only
 * few characters have, a binary search.
 */
public final class CodePoints {
    /** Dropped by {@code clean_text}: NUL, U+FFFD, controls, format characters, private use, unassigned. */
    public static final int REMOVED = 1;
    /** White space: {@code clean_text} makes it a space, the pre-tokenizer splits at it. */
    public static final int SPACE = 1 << 1;
    /** A word of its own for the pre-tokenizer. */
    public static final int PUNCTUATION = 1 << 2;
    /** Nonspacing mark: dropped by {@code strip_accents}. */
    public static final int MARK = 1 << 3;
    /** Set apart by {@code handle_chinese_chars}. */
    public static final int IDEOGRAPH = 1 << 4;
    /** Has a canonical decomposition. */
    public static final int DECOMPOSES = 1 << 5;
    /** {@code lowercase} changes it. */
    public static final int LOWERCASES = 1 << 6;
    /** Has a combining class, so that its place among its neighbours may change. */
    public static final int NONSTARTER = 1 << 7;

    private static final int PAGE_BITS = 8;
    private static final int PAGE = 1 << PAGE_BITS;

    private static final byte[][] FLAGS = new byte[(Character.MAX_CODE_POINT + 1) >> PAGE_BITS][];
    /** Stands behind the flags. */
    private static final Numbers REST;

    static {
        REST = Numbers.ofResource("code-points.bin");
        readFlags(REST);
    }

    private CodePoints() {}

    /** The flags of a code point, or-ed. */
    public static int flags(int codePoint) {
        return FLAGS[codePoint >> PAGE_BITS][codePoint & PAGE - 1] & 0xFF;
    }

    /** Its lower case, one code point or more; itself if it has none. */
    public static int[] lowercase(int codePoint) {
        int[] lower = Rare.LOWERCASE.of(codePoint);
        return lower == null ? new int[] {codePoint} : lower;
    }

    /** Its full canonical decomposition; itself if it has none. */
    public static int[] decomposition(int codePoint) {
        int[] parts = Hangul.isSyllable(codePoint) ? Hangul.letters(codePoint) : Rare.DECOMPOSITIONS.of(codePoint);
        return parts == null ? new int[] {codePoint} : parts;
    }

    /** Rank of its canonical combining class among all classes, 0 for a starter. Only the order of ranks matters. */
    public static int combiningRank(int codePoint) {
        if ((flags(codePoint) & NONSTARTER) == 0) {
            return 0;
        }
        int at = Arrays.binarySearch(Rare.CLASSES.first(), codePoint);
        int run = at >= 0 ? at : -at - 2;
        return run >= 0 && codePoint <= Rare.CLASSES.last()[run] ? Rare.CLASSES.rank()[run] : 0;
    }

    /** Pages of one flag are shared, so the unassigned planes cost nothing. */
    private static void readFlags(Numbers numbers) {
        byte[][] uniform = new byte[256][];
        int at = 0;
        for (int runs = numbers.next(); runs > 0; runs--) {
            int end = at + numbers.next();
            byte flags = numbers.nextByte();
            while (at < end) {
                int page = at >> PAGE_BITS;
                int stop = Math.min(end, page + 1 << PAGE_BITS);
                if (stop - at == PAGE) {
                    FLAGS[page] = uniform(uniform, flags);
                } else {
                    if (FLAGS[page] == null) {
                        FLAGS[page] = new byte[PAGE];
                    }
                    int first = page << PAGE_BITS;
                    Arrays.fill(FLAGS[page], at - first, stop - first, flags);
                }
                at = stop;
            }
        }
    }

    private static byte[] uniform(byte[][] pages, byte flags) {
        int index = flags & 0xFF;
        if (pages[index] == null) {
            pages[index] = new byte[PAGE];
            Arrays.fill(pages[index], flags);
        }
        return pages[index];
    }

    /** What only few characters have; read when the first of them comes. */
    private static final class Rare {
        static final Mappings LOWERCASE = Mappings.read(REST);
        static final Mappings DECOMPOSITIONS = Mappings.read(REST);
        static final Classes CLASSES = Classes.read(REST);
    }

    /** Runs of code points with one combining class. */
    private record Classes(int[] first, int[] last, byte[] rank) {
        static Classes read(Numbers numbers) {
            int runs = numbers.next();
            Classes classes = new Classes(new int[runs], new int[runs], new byte[runs]);
            int first = 0;
            for (int i = 0; i < runs; i++) {
                first += numbers.next();
                classes.first[i] = first;
                classes.last[i] = first + numbers.next() - 1;
                classes.rank[i] = (byte) numbers.next();
            }
            return classes;
        }
    }
}
