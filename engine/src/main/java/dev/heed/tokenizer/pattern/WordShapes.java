package dev.heed.tokenizer.pattern;

import java.util.regex.Pattern;

/** The two expressions that tokenizer files mean by a name alone. */
public final class WordShapes {
    /** Of {@code ByteLevel}: GPT-2's contractions, letters, numbers and others with a blank in front, and white space. */
    public static final TextPattern GPT2 = new Regex(
            "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+", "ByteLevel");

    private static final String WORD = "\\p{IsAlphabetic}\\p{M}\\p{Nd}\\p{Pc}\\u200C\\u200D";

    /** Of {@code Whitespace}: word characters together, and what is neither these nor white space. */
    public static final TextPattern WORDS_AND_SYMBOLS =
            new Regex(Pattern.compile("[" + WORD + "]+|[^" + WORD + "\\p{IsWhite_Space}]+"));

    private WordShapes() {}
}
