package dev.heed.server.program;

import dev.heed.ModelInfo;
import dev.heed.server.http.Call;
import dev.heed.server.http.Keys;
import dev.heed.server.http.Refusal.Reason;
import java.util.List;

/** A model whose vectors of texts are served, whatever makes them. Immutable, thread-safe. */
interface VectorModel {
    /** What it is. */
    ModelInfo model();

    /**
     * Texts to their vectors, computed beside others'.
     *
     * @param keys where the request says how its texts are read
     * @param scaled as the model's folder says; otherwise before they are brought to length 1
     * @param tooLong what is said where a text is refused for its length
     */
    Rows vectors(Call call, Work work, Keys keys, Inputs inputs, boolean scaled, Reason tooLong);

    /**
     * Vectors of texts.
     *
     * @param vectors in the order of the texts
     * @param tokens that the model read of all
     */
    record Rows(List<float[]> vectors, long tokens) {}
}
