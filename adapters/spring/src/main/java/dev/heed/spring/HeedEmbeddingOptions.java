package dev.heed.spring;

import org.springframework.ai.embedding.EmbeddingOptions;

/**
 * What one request asks for. Immutable.
 *
 * @param prompt put before each text in place of what the model would have put there; empty for nothing, null for the model's
 * @param dimensions the first numbers of each vector, brought to length 1; null for all
 */
public record HeedEmbeddingOptions(String prompt, Integer dimensions) implements EmbeddingOptions {
    /** The model's own ways. */
    public static final HeedEmbeddingOptions NONE = new HeedEmbeddingOptions(null, null);

    /** A prompt of the request's own. */
    public static HeedEmbeddingOptions ofPrompt(String prompt) {
        return new HeedEmbeddingOptions(prompt, null);
    }

    /** Null: a model bean is one model. */
    @Override
    public String getModel() {
        return null;
    }

    @Override
    public Integer getDimensions() {
        return dimensions;
    }
}
