package dev.heed.view;

import dev.heed.Token;
import dev.heed.Word;
import java.util.List;

/** How words and tokens are called where people read. */
public final class Names {
    private Names() {}

    /** The word as written; the vocabulary's name of a special token. */
    public static String plain(Word word, List<Token> tokens) {
        return word.kind() == Word.Kind.SPECIAL
                ? tokens.get(word.tokens().getFirst()).piece()
                : word.text();
    }

    /** So many places: {@code 1 place}, {@code 7 places}. */
    public static String places(int count) {
        return count + (count == 1 ? " place" : " places");
    }

    /** One name a word, in their order. */
    public static List<String> ofWords(List<Word> words, List<Token> tokens) {
        return words.stream().map(word -> plain(word, tokens)).toList();
    }

    /** One name a token: the vocabulary's entry of a special token or a part of a word, else the surface form. */
    public static List<String> ofTokens(List<Word> words, List<Token> tokens) {
        String[] names = new String[tokens.size()];
        for (Word word : words) {
            for (int token : word.tokens()) {
                boolean whole = word.tokens().size() == 1;
                names[token] = whole ? plain(word, tokens) : tokens.get(token).piece();
            }
        }
        return List.of(names);
    }
}
