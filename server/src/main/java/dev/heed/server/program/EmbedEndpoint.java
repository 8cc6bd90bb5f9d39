package dev.heed.server.program;

import dev.heed.server.http.Call;
import dev.heed.server.http.Endpoint;
import dev.heed.server.http.Keys;
import dev.heed.server.http.Refusal.Reason;
import dev.heed.tensor.Vectors;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/** {@code POST /embed}: text-embeddings-inference's form, an array of vectors. */
final class EmbedEndpoint implements Endpoint {
    private static final Set<String> KEYS =
            Known.keys(Reading.KEYS, "model", "inputs", "normalize", "dimensions", "token_ids");

    private final Work work;

    EmbedEndpoint(Work work) {
        this.work = work;
    }

    @Override
    public void answer(Call call) throws IOException {
        Keys keys = call.request().only(KEYS);
        VectorModel served = work.catalog().vectors(keys.textOrNull("model"));
        Dimensions dimensions = Dimensions.of(keys, served.model());
        boolean normalize = !Boolean.FALSE.equals(keys.flagOrNull("normalize"));
        Inputs inputs = Inputs.of(keys, "inputs", keys.flag("token_ids"));
        List<float[]> vectors = served.vectors(call, work, keys, inputs, normalize, Reason.TOO_LARGE)
                .vectors();
        call.document(json -> {
            json.array(() -> {
                for (float[] vector : vectors) {
                    float[] row = row(vector, dimensions, normalize);
                    json.element(row, 0, row.length);
                }
            });
            json.endLine();
        });
    }

    private static float[] row(float[] vector, Dimensions dimensions, boolean normalize) {
        if (!normalize) {
            return java.util.Arrays.copyOf(vector, dimensions.wanted());
        }
        float[] row = dimensions.of(vector);
        if (Math.abs(Vectors.norm(row) - 1) > 1e-6) { // a model that leaves lengths as they are
            Vectors.normalize(row);
        }
        return row;
    }
}
