package dev.heed;

import dev.heed.tokenizer.TokenSequence;
import dev.heed.tokenizer.Tokenizer;
import dev.heed.tokenizer.UserSpecials;
import java.util.OptionalInt;

/** The token that a user means who writes a word. */
record WordToken(Tokenizer tokenizer) {
    int of(String word) {
        OptionalInt entry = tokenizer.id(word); // as documents show pieces
        TokenSequence behind = tokenizer.tokenize("a " + word.strip(), UserSpecials.PLAIN_TEXT);
        TokenSequence alone = tokenizer.tokenize("a" + word, UserSpecials.PLAIN_TEXT);
        int first = firstAfter(behind);
        boolean whole = behind.size() - first == 1;
        if (!word.startsWith(" ") && !whole && alone.size() > 0 && surface(alone, word)) {
            return alone.ids()[alone.size() - 1];
        }
        return !whole && entry.isPresent() ? entry.getAsInt() : behind.ids()[first];
    }

    /** The first token that does not belong to the letter in front. */
    private static int firstAfter(TokenSequence tokens) {
        int i = 0;
        while (i < tokens.size() - 1 && tokens.starts()[i] < 1 && tokens.ends()[i] <= 1) {
            i++;
        }
        return i;
    }

    private static boolean surface(TokenSequence tokens, String word) {
        int last = tokens.size() - 1;
        return tokens.starts()[last] == 1 && tokens.ends()[last] == 1 + word.length();
    }
}
