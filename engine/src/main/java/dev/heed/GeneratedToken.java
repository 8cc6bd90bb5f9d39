package dev.heed;

import java.util.List;

/**
 * One token that a model wrote.
 *
 * @param piece the vocabulary's entry
 * @param text the characters that became certain with it: whole ones, none that may begin a stop string; may be empty
 * @param logprob the natural logarithm of its probability by the model's own scores, whatever the sampling
 * @param top the likeliest tokens at its place, as many as were asked for
 * @param attention where the model looked when it chose this token; empty unless asked for
 */
public record GeneratedToken(
        int id, String piece, String text, float logprob, List<Alternative> top, List<SectionShare> attention) {
    /** The share of {@link #attention} on the first token, which models use as a resting place, goes by this name. */
    public static final String FIRST_TOKEN = "first token";

    /** A token that might have been written. */
    public record Alternative(int id, String piece, float logprob) {}

    /**
     * How much of the attention, the mean over layers and heads, lay on a part of the prompt or on what was written.
     *
     * @param section its name
     * @param share of what did not go to the first token; these add up to 1. Of the first token itself: of all
     */
    public record SectionShare(String section, float share) {}

    public GeneratedToken {
        top = List.copyOf(top);
        attention = List.copyOf(attention);
    }
}
