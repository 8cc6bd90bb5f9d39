package dev.heed.tokenizer.pretokenizer;

import dev.heed.tokenizer.pattern.TextPattern;

/**
 * Cuts at a pattern: {@code Split}, {@code Digits}, {@code Punctuation}, {@code WhitespaceSplit} and others.
 *
 * @param pattern what is cut at
 * @param behavior what becomes of it
 * @param invert cut at what lies between its matches
 */
public record Split(TextPattern pattern, Behavior behavior, boolean invert) implements PreTokenizer {
    @Override
    public void apply(Pieces pieces) {
        pieces.cutEach(
                (text, from, to, target) -> behavior.cut(pattern.find(text, from, to), invert, from, to, target));
    }
}
