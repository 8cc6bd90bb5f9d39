package dev.heed.process;

import dev.heed.tokenizer.TokenSequence;
import dev.heed.tokenizer.Tokenizer;
import java.nio.charset.StandardCharsets;

/** Words of millions of characters: run with a heap that a few numbers for each of them would not fit. */
final class LongWords {
    private static final int LENGTH = 8_000_000;
    private static final String VOCABULARY = "[PAD]\n[UNK]\n[CLS]\n[SEP]\nbank\n";

    private LongWords() {}

    public static void main(String[] args) {
        byte[] vocabulary = VOCABULARY.getBytes(StandardCharsets.UTF_8);
        Tokenizer tokenizer = Tokenizer.fromVocab(vocabulary, true, "vocab.txt");
        for (String part : new String[] {"a", "\u0436", "\u00e9", "\0", "a\u0301"}) { // Cyrillic zhe, é, é apart
            String word = part.repeat(LENGTH / part.length());
            TokenSequence tokens = tokenizer.tokenize("bank " + word + " bank");
            StringBuilder told = new StringBuilder();
            for (int i = 0; i < tokens.size(); i++) {
                told.append(tokenizer.piece(tokens.ids()[i])).append(' ');
            }
            System.out.print(told);
        }
    }
}
