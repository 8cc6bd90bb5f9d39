package dev.heed.process;

import dev.heed.tokenizer.TokenSequence;
import dev.heed.tokenizer.Tokenizer;
import dev.heed.tokenizer.file.MemoryFolder;
import java.nio.charset.StandardCharsets;

/** Words of millions of characters: run with a heap that a few numbers for each of them would not fit. */
final class LongWords {
    private static final int LENGTH = 8_000_000;
    private static final String VOCABULARY = "[PAD]\n[UNK]\n[CLS]\n[SEP]\nbank\n";

    private LongWords() {}

    public static void main(String[] args) {
        byte[] vocabulary = VOCABULARY.getBytes(StandardCharsets.UTF_8);
        Tokenizer tokenizer = MemoryFolder.vocabulary(vocabulary, true);
        for (String part : new String[] {"a", "\u0436", "\u00e9", "\0", "a\u0301"}) { // Cyrillic zhe, é, é apart
            TokenSequence tokens = tokenizer.tokenize(between("bank ", part, " bank"));
            StringBuilder told = new StringBuilder();
            for (int i = 0; i < tokens.size(); i++) {
                told.append(tokenizer.piece(tokens.ids()[i])).append(' ');
            }
            System.out.print(told);
        }
    }

    /** Joined without a builder, which takes several times the text while it grows. */
    private static String between(String first, String part, String last) {
        char[] text = new char[first.length() + LENGTH + last.length()];
        first.getChars(0, first.length(), text, 0);
        for (int at = 0; at < LENGTH; at += part.length()) {
            part.getChars(0, part.length(), text, first.length() + at);
        }
        last.getChars(0, last.length(), text, first.length() + LENGTH);
        return new String(text);
    }
}
