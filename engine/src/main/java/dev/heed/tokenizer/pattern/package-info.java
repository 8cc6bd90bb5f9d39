/**
 * What normalizers replace and pre-tokenizers cut at: strings, kinds of characters, and regular expressions as tokenizer
 * files spell them, in Oniguruma's language.
 *
 * <p>Calls {@code aligned} and {@code format}.
 */
package dev.heed.tokenizer.pattern;
