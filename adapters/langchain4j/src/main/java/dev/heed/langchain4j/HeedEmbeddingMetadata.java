package dev.heed.langchain4j;

import dev.langchain4j.model.embedding.response.EmbeddingResponseMetadata;
import dev.langchain4j.model.output.TokenUsage;

/** What LangChain4j tells of an answer, and how many of its texts were cut. Immutable. */
public final class HeedEmbeddingMetadata extends EmbeddingResponseMetadata {
    private final int truncatedTexts;

    HeedEmbeddingMetadata(String modelName, TokenUsage tokens, int truncatedTexts) {
        super(EmbeddingResponseMetadata.builder().modelName(modelName).tokenUsage(tokens));
        this.truncatedTexts = truncatedTexts;
    }

    /** Texts of which the model did not see all, for they are longer than it reads. */
    public int truncatedTexts() {
        return truncatedTexts;
    }

    @Override
    public String toString() {
        return "HeedEmbeddingMetadata[" + modelName() + ", " + tokenUsage().inputTokenCount() + " tokens, "
                + truncatedTexts + " texts cut]";
    }
}
