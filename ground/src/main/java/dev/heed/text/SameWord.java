package dev.heed.text;

import java.text.Normalizer;
import java.util.Locale;

/**
 * When two words are the same word: canonical caseless matching (Unicode Standard, section 3.13, D145), with the three
 * apostrophes that people type alike.
 *
 * <p>Composed and decomposed letters are one, {@code ß} is {@code ss}, and U+0027, U+2019 and U+02BC are one apostrophe.
 * The dotless {@code ı} stays itself.
 *
 * <pre>{@code
 * SameWord.same("straße", "STRASSE");   // true
 * SameWord.key("Bank\u2019s");          // "bank's"
 * }</pre>
 */
public final class SameWord {
    private static final int DOTLESS_I = 0x131;

    /** What each code point becomes, by pages that are made when first needed; every thread makes the same. */
    private static final String[][] FOLDED = new String[0x100][];

    private SameWord() {}

    /** Whether two words are the same word. */
    public static boolean same(String a, String b) {
        return a.equals(b) || key(a).equals(key(b));
    }

    /** What all spellings of a word share, and no other word has; composed (NFC). */
    public static String key(String word) {
        return isAscii(word) ? word.toLowerCase(Locale.ROOT) : Normalizer.normalize(folded(word), Normalizer.Form.NFC);
    }

    /** The same, decomposed and with its marks as they come: equal beginnings of words have equal beginnings here. */
    static String folded(String word) {
        StringBuilder folded = new StringBuilder(word.length() + 4);
        String decomposed = Normalizer.normalize(word, Normalizer.Form.NFD);
        decomposed.codePoints().forEach(codePoint -> folded.append(folded(codePoint)));
        return folded.toString();
    }

    /** A code point's case folded, decomposed before and after; an apostrophe as U+0027. */
    static String folded(int codePoint) {
        if (codePoint > 0xffff) {
            return fold(codePoint);
        }
        String[] page = FOLDED[codePoint >> 8];
        if (page == null) {
            page = new String[0x100];
            FOLDED[codePoint >> 8] = page;
        }
        String folded = page[codePoint & 0xff];
        if (folded == null) {
            folded = fold(codePoint);
            page[codePoint & 0xff] = folded;
        }
        return folded;
    }

    private static String fold(int codePoint) {
        StringBuilder folded = new StringBuilder();
        Normalizer.normalize(Character.toString(codePoint), Normalizer.Form.NFD)
                .codePoints()
                .forEach(part -> folded.append(foldPart(part)));
        return Normalizer.normalize(folded, Normalizer.Form.NFD)
                .replace('\u2019', '\'')
                .replace('\u02bc', '\'');
    }

    /** Lower, upper, lower: the first for {@code ẞ}, which has no upper case of its own, the second for {@code ß}. */
    private static String foldPart(int codePoint) {
        String letter = Character.toString(codePoint);
        return codePoint == DOTLESS_I
                ? letter
                : letter.toLowerCase(Locale.ROOT).toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    }

    private static boolean isAscii(String word) {
        for (int i = 0; i < word.length(); i++) {
            if (word.charAt(i) > 0x7f) {
                return false;
            }
        }
        return true;
    }
}
