package dev.heed.spring.autoconfigure;

import dev.heed.Encoder;
import dev.heed.Model;
import dev.heed.Models;
import dev.heed.StaticEncoder;
import dev.heed.TextEmbedder;
import dev.heed.spring.HeedBatchingStrategy;
import dev.heed.spring.HeedEmbeddingModel;
import io.micrometer.observation.ObservationRegistry;
import org.springframework.ai.embedding.BatchingStrategy;
import org.springframework.ai.embedding.EmbeddingModel;
import org.springframework.ai.embedding.observation.EmbeddingModelObservationConvention;
import org.springframework.ai.model.SpringAIModelProperties;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigureOrder;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;

/**
 * A {@link HeedEmbeddingModel} where the host has no embedding model of its own and {@code spring.ai.model.embedding} is
 * {@code heed} or not said; with it a batching strategy.
 *
 * <p>Early, so that vector stores, which bring a strategy that counts another model's tokens, find this one.
 */
@AutoConfiguration
@AutoConfigureOrder(Ordered.HIGHEST_PRECEDENCE + 1000)
@EnableConfigurationProperties(HeedEmbeddingProperties.class)
@ConditionalOnProperty(
        name = SpringAIModelProperties.EMBEDDING_MODEL,
        havingValue = HeedEmbeddingModel.PROVIDER,
        matchIfMissing = true)
public class HeedEmbeddingAutoConfiguration {
    /** The engine, closed with the host's context. */
    @Bean(destroyMethod = "close")
    @ConditionalOnMissingBean({EmbeddingModel.class, TextEmbedder.class})
    TextEmbedder heedTextEmbedder(HeedEmbeddingProperties properties) {
        Model model = Models.find(properties.model());
        return StaticEncoder.reads(model) ? staticEncoder(model, properties) : encoder(model, properties);
    }

    private static Encoder encoder(Model model, HeedEmbeddingProperties properties) {
        Encoder.Builder options =
                Encoder.builder(model).overflow(properties.overflow()).precision(properties.precision());
        if (properties.threads() != null) {
            options.threads(properties.threads());
        }
        if (properties.maxTokens() != null) {
            options.maxTokens(properties.maxTokens());
        }
        if (properties.dimensions() != null) {
            options.dimensions(properties.dimensions());
        }
        return options.open();
    }

    private static StaticEncoder staticEncoder(Model model, HeedEmbeddingProperties properties) {
        try {
            return StaticEncoder.open(
                    model,
                    null,
                    properties.dimensions() == null ? 0 : properties.dimensions(),
                    properties.precision(),
                    properties.overflow(),
                    properties.maxTokens() == null ? 0 : properties.maxTokens());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(HeedEmbeddingProperties.PREFIX + ": " + e.getMessage(), e);
        }
    }

    @Bean
    @ConditionalOnMissingBean(EmbeddingModel.class)
    HeedEmbeddingModel heedEmbeddingModel(
            TextEmbedder embedder,
            HeedEmbeddingProperties properties,
            ObjectProvider<ObservationRegistry> observations,
            ObjectProvider<EmbeddingModelObservationConvention> convention) {
        HeedEmbeddingModel.Builder options =
                HeedEmbeddingModel.builder(embedder).metadataMode(properties.metadataMode());
        if (properties.queryPrompt() != null) {
            options.queryPrompt(properties.queryPrompt());
        }
        if (properties.documentPrompt() != null) {
            options.documentPrompt(properties.documentPrompt());
        }
        observations.ifUnique(options::observationRegistry);
        convention.ifAvailable(options::observationConvention);
        return options.build();
    }

    @Bean
    @ConditionalOnBean(HeedEmbeddingModel.class)
    @ConditionalOnMissingBean(BatchingStrategy.class)
    BatchingStrategy heedBatchingStrategy(HeedEmbeddingModel model, HeedEmbeddingProperties properties) {
        return new HeedBatchingStrategy(model, properties.batchTokens());
    }
}
