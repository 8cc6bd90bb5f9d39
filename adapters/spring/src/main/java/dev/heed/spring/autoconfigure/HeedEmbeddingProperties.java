package dev.heed.spring.autoconfigure;

import dev.heed.Overflow;
import dev.heed.Precision;
import org.springframework.ai.document.MetadataMode;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Properties of the embedding model.
 *
 * @param model Name of a packaged model, or a model's folder.
 * @param threads Most threads that compute at once. Default: the processors.
 * @param maxTokens Most tokens of a text read at once. Default: the model's own limit.
 * @param overflow What happens to longer texts: they are cut and counted, refused, or read in windows.
 * @param precision Number format of the products.
 * @param dimensions First numbers of each vector, brought to length 1. Default: all.
 * @param metadataMode What of a document's metadata is embedded beside its text.
 * @param queryPrompt Put before strings; empty for nothing. Default: what the model's authors put before questions.
 * @param documentPrompt Put before documents; empty for nothing. Default: what the model's authors put before documents.
 * @param batchTokens Most tokens of a batch of documents, counted as the model reads them.
 */
@ConfigurationProperties(HeedEmbeddingProperties.PREFIX)
public record HeedEmbeddingProperties(
        @DefaultValue("all-MiniLM-L6-v2") String model,
        Integer threads,
        Integer maxTokens,
        @DefaultValue("truncate") Overflow overflow,
        @DefaultValue("fp32") Precision precision,
        Integer dimensions,
        @DefaultValue("none") MetadataMode metadataMode,
        String queryPrompt,
        String documentPrompt,
        @DefaultValue("16384") int batchTokens) {
    /** What the names of the properties begin with. */
    public static final String PREFIX = "spring.ai.heed.embedding";
}
