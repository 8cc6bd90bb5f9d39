package dev.heed.spring.autoconfigure;

import dev.heed.spring.HeedEmbeddingModel;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.function.ToDoubleFunction;

/** Counts what Spring AI's own metrics do not: texts, tokens, and texts that were cut. */
final class HeedMetrics implements MeterBinder {
    private final HeedEmbeddingModel model;

    HeedMetrics(HeedEmbeddingModel model) {
        this.model = model;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        count(registry, "heed.embedding.texts", "Texts embedded", HeedEmbeddingModel::texts);
        count(registry, "heed.embedding.tokens", "Tokens that the model saw", HeedEmbeddingModel::tokens);
        count(
                registry,
                "heed.embedding.texts.truncated",
                "Texts of which the model did not see all",
                HeedEmbeddingModel::truncatedTexts);
    }

    private void count(
            MeterRegistry registry, String name, String description, ToDoubleFunction<HeedEmbeddingModel> value) {
        FunctionCounter.builder(name, model, value)
                .description(description)
                .tag("model", model.embedder().model().name())
                .register(registry);
    }
}
