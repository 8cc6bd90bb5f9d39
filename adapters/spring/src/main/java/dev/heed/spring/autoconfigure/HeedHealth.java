package dev.heed.spring.autoconfigure;

import dev.heed.Encoder;
import dev.heed.TextEmbedder;
import dev.heed.spring.HeedEmbeddingModel;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/** Up if the model embeds a word, which takes a millisecond or two; says which model, kernel and precision. */
final class HeedHealth extends AbstractHealthIndicator {
    private final TextEmbedder embedder;

    HeedHealth(HeedEmbeddingModel model) {
        super("Heed's model does not embed");
        this.embedder = model.embedder();
    }

    @Override
    protected void doHealthCheck(Health.Builder health) {
        embedder.embed("health");
        health.up()
                .withDetail("model", embedder.model().name())
                .withDetail("dimension", embedder.model().dimension())
                .withDetail("maxTokens", embedder.model().maxTokens());
        if (embedder instanceof Encoder encoder) {
            health.withDetail("kernel", encoder.kernel()).withDetail("precision", encoder.precision());
        }
    }
}
