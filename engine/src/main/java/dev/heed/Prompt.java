package dev.heed;

import dev.heed.text.Span;
import java.util.List;

/**
 * What a language model reads before it writes. From {@link LanguageModel#prompt} and {@link LanguageModel#chat}.
 *
 * @param text as the model reads it: of a chat, what its template made of it
 * @param tokens in order, special ones that the tokenizer puts in front included
 * @param sections parts with a name, in order, none inside another
 * @param leftOut the places of the tokens that did not fit and are not among {@code tokens}; null for none
 */
public record Prompt(String text, List<Token> tokens, List<Section> sections, Span leftOut) {
    /**
     * A part of a prompt.
     *
     * @param span its place in the text
     */
    public record Section(String name, Span span) {}

    public Prompt {
        tokens = List.copyOf(tokens);
        sections = List.copyOf(sections);
    }

    int[] ids() {
        return tokens.stream().mapToInt(Token::id).toArray();
    }
}
