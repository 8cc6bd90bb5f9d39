package dev.heed.translation;

import dev.heed.text.Span;

/**
 * A word of a translation and the word of the source that it came from.
 *
 * @param source where that stands in the source, UTF-16 units
 * @param target where the word stands in the target, UTF-16 units
 * @param weight the share of its attention to words that it had on that one, 0 to 1
 */
public record WordLink(Span source, Span target, float weight) {}
