package dev.heed;

/**
 * A text's vector and how much of the text went into it.
 *
 * @param text as given
 * @param vector pooled, and normalised if the model's folder says so; not copied, do not change it
 * @param tokenCount tokens that the model saw, special ones included
 * @param tokensTotal tokens that the text has, special ones included
 * @param unknownTokens those of the tokens seen that are the model's piece for the unknown
 */
public record TextEmbedding(String text, float[] vector, int tokenCount, int tokensTotal, int unknownTokens) {
    /** Whether the model did not see all of the text. */
    public boolean truncated() {
        return tokensTotal > tokenCount;
    }
}
