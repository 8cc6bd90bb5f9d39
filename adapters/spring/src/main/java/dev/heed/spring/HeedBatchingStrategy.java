package dev.heed.spring;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.springframework.ai.document.Document;
import org.springframework.ai.embedding.BatchingStrategy;

/**
 * Batches of documents by the tokens that the model itself will see of them, in their order. A document that is longer than the
 * model reads counts as what it reads of it, and one that is longer than a batch is a batch of its own: none is refused for its
 * length, as by {@code TokenCountBatchingStrategy}, which counts another model's tokens. Thread-safe.
 */
public final class HeedBatchingStrategy implements BatchingStrategy {
    private final HeedEmbeddingModel model;
    private final int mostTokens;

    /** @param mostTokens of a batch; Heed cuts a batch into groups for its threads by itself, so this bounds memory alone */
    public HeedBatchingStrategy(HeedEmbeddingModel model, int mostTokens) {
        this.model = Objects.requireNonNull(model, "model");
        if (mostTokens < 1) {
            throw new IllegalArgumentException("batch tokens: expected 1 or more, got " + mostTokens);
        }
        this.mostTokens = mostTokens;
    }

    @Override
    public List<List<Document>> batch(List<Document> documents) {
        List<List<Document>> batches = new ArrayList<>();
        List<Document> batch = new ArrayList<>();
        int tokens = 0;
        for (Document document : documents) {
            int count = model.count(document);
            if (!batch.isEmpty() && tokens + count > mostTokens) {
                batches.add(batch);
                batch = new ArrayList<>();
                tokens = 0;
            }
            batch.add(document);
            tokens += count;
        }
        if (!batch.isEmpty()) {
            batches.add(batch);
        }
        return batches;
    }

    @Override
    public String toString() {
        return "HeedBatchingStrategy[" + mostTokens + " tokens of "
                + model.embedder().model().name() + "]";
    }
}
