package dev.heed;

import dev.heed.text.Span;

/**
 * A token: what the model sees.
 *
 * @param text the surface form; null for a special token
 * @param piece the vocabulary's entry: {@code bank}, {@code ##ing}, {@code [UNK]}, {@code [CLS]}
 * @param id its number in the vocabulary
 * @param span where it stands in the text; null for a special token
 * @param special whether it was put there by the tokenizer and not by the text
 */
public record Token(String text, String piece, int id, Span span, boolean special) {}
