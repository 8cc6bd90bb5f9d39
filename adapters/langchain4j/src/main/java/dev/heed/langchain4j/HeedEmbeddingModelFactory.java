package dev.heed.langchain4j;

import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.spi.model.embedding.EmbeddingModelFactory;

/** Gives LangChain4j a model where nobody named one: all-MiniLM-L6-v2 from its jar. Found as a service. */
public final class HeedEmbeddingModelFactory implements EmbeddingModelFactory {
    /** For the service loader. */
    public HeedEmbeddingModelFactory() {}

    @Override
    public EmbeddingModel create() {
        return HeedEmbeddingModel.create();
    }
}
