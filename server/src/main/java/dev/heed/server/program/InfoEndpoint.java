package dev.heed.server.program;

import dev.heed.ModelInfo;
import dev.heed.Overflow;
import dev.heed.server.http.Call;
import dev.heed.server.http.Endpoint;
import dev.heed.server.program.Catalog.Stated;
import dev.heed.server.schedule.Capacity;
import java.io.IOException;

/** {@code GET /info}: text-embeddings-inference's form for the first model, and what Heed has beside it. */
final class InfoEndpoint implements Endpoint {
    private final Work work;
    private final Capacity capacity;
    private final String version;

    InfoEndpoint(Work work, Capacity capacity, String version) {
        this.work = work;
        this.capacity = capacity;
        this.version = version;
    }

    @Override
    public void answer(Call call) throws IOException {
        Stated first = work.catalog().first();
        ModelInfo model = first.model();
        call.document(json -> {
            json.object(() -> {
                json.put("model_id", model.name());
                json.putNull("model_sha");
                json.put("model_dtype", first.precision());
                json.object("model_type", () -> json.object(type(model), () -> json.put("pooling", model.pooling())));
                json.put("max_input_length", model.maxTokens());
                json.put("max_batch_tokens", capacity.batchTokens());
                json.put("max_queued_tokens", capacity.queuedTokens());
                json.put("max_client_batch_size", Inputs.MOST);
                json.put("auto_truncate", work.overflow() == Overflow.TRUNCATE);
                json.put("threads", capacity.threads());
                json.put("kernel", first.kernel());
                json.put("dimension", model.dimension());
                json.put("models", work.catalog().names());
                json.put("version", version);
            });
            json.endLine();
        });
    }

    /** As text-embeddings-inference calls kinds of models; those that it does not have by their own name. */
    private static String type(ModelInfo model) {
        return switch (model.kind()) {
            case ENCODER, SPARSE, STATIC, MULTI -> "embedding";
            default -> model.kind().label();
        };
    }
}
