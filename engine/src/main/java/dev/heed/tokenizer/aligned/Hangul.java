package dev.heed.tokenizer.aligned;

/** Hangul syllables and their letters, which Unicode computes (The Unicode Standard, section 3.12). */
final class Hangul {
    private static final int SYLLABLES = 0xAC00;
    private static final int SYLLABLE_COUNT = 11172;
    private static final int LEADING = 0x1100;
    private static final int LEADING_COUNT = 19;
    private static final int VOWELS = 0x1161;
    private static final int VOWEL_COUNT = 21;
    private static final int TRAILING = 0x11A7;
    private static final int TRAILING_COUNT = 28;

    private Hangul() {}

    static boolean isSyllable(int codePoint) {
        return codePoint >= SYLLABLES && codePoint < SYLLABLES + SYLLABLE_COUNT;
    }

    /** The two or three letters of a syllable. */
    static int[] letters(int syllable) {
        int index = syllable - SYLLABLES;
        int leading = LEADING + index / (VOWEL_COUNT * TRAILING_COUNT);
        int vowel = VOWELS + index % (VOWEL_COUNT * TRAILING_COUNT) / TRAILING_COUNT;
        int trailing = TRAILING + index % TRAILING_COUNT;
        return trailing == TRAILING ? new int[] {leading, vowel} : new int[] {leading, vowel, trailing};
    }

    /** The syllable of a leading letter and a vowel, or of a syllable of two letters and a third; −1 for all else. */
    static int compose(int first, int second) {
        int leading = first - LEADING;
        int vowel = second - VOWELS;
        if (leading >= 0 && leading < LEADING_COUNT && vowel >= 0 && vowel < VOWEL_COUNT) {
            return SYLLABLES + (leading * VOWEL_COUNT + vowel) * TRAILING_COUNT;
        }
        int trailing = second - TRAILING;
        boolean open = isSyllable(first) && (first - SYLLABLES) % TRAILING_COUNT == 0;
        return open && trailing > 0 && trailing < TRAILING_COUNT ? first + trailing : -1;
    }
}
