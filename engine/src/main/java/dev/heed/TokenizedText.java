package dev.heed;

import java.util.List;

/**
 * A text as the model reads it.
 *
 * @param text as given
 * @param tokens those that the model sees, special ones included
 * @param words the same tokens grouped into words, in text order
 * @param tokensTotal tokens that the text has, special ones included; more than {@code tokens} if it was truncated
 */
public record TokenizedText(String text, List<Token> tokens, List<Word> words, int tokensTotal) {
    public TokenizedText {
        tokens = List.copyOf(tokens);
        words = List.copyOf(words);
    }

    /** Tokens that the model sees, special ones included. */
    public int tokenCount() {
        return tokens.size();
    }

    /** Whether the model does not see all of the text. */
    public boolean truncated() {
        return tokensTotal > tokens.size();
    }
}
