package dev.heed.bench;

import dev.heed.Encoder;
import dev.heed.Models;
import dev.heed.Precision;
import dev.heed.TextEmbedding;
import java.util.List;

/** Heed on the kernel that the system property forces: texts to vectors, tokenizing included. */
final class HeedRuntime implements Runtime {
    private final Encoder encoder;

    HeedRuntime(int threads, Precision precision) {
        this.encoder = Encoder.builder(Models.minilm())
                .threads(threads)
                .maxTokens(512)
                .precision(precision)
                .open();
    }

    @Override
    public float[][] embed(Workload workload) {
        return embed(workload.texts());
    }

    float[][] embed(List<String> texts) {
        return encoder.embed(texts).stream().map(TextEmbedding::vector).toArray(float[][]::new);
    }

    @Override
    public void close() {
        encoder.close();
    }
}
