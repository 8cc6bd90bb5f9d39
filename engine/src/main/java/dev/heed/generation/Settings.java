package dev.heed.generation;

import java.util.List;
import java.util.Set;

/**
 * What is asked of one text. Immutable.
 *
 * @param maxTokens no more are written
 * @param stops strings before which the text ends
 * @param schema a JSON schema as {@code dev.heed.format.Json} reads it; null for free text
 * @param schemaName its file, for messages
 * @param top how many of the likeliest tokens each step tells
 * @param states whether each step keeps its layers' vectors, for questions about attention
 * @param markers control tokens, by their pieces, that are told as text
 */
public record Settings(
        int maxTokens,
        Sampling sampling,
        List<String> stops,
        Object schema,
        String schemaName,
        int top,
        boolean states,
        Set<String> markers) {
    /** The most alternatives that are told. */
    public static final int MOST_TOP = 100;

    public Settings {
        stops = List.copyOf(stops);
        markers = Set.copyOf(markers);
        if (stops.contains("")) {
            throw new IllegalArgumentException("stop: expected a string to stop at, got an empty one");
        }
        if (maxTokens < 1) {
            throw new IllegalArgumentException("max-tokens: expected 1 or more, got " + maxTokens);
        }
        if (top < 0 || top > MOST_TOP) {
            throw new IllegalArgumentException("top: expected 0 to " + MOST_TOP + ", got " + top);
        }
    }
}
