package dev.heed.server.program;

import dev.heed.server.http.Call;
import dev.heed.server.http.Endpoint;
import dev.heed.server.http.Keys;
import dev.heed.server.http.Refusal;
import dev.heed.server.http.Refusal.Reason;
import dev.heed.tensor.Vectors;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** {@code POST /similarity}: text-embeddings-inference's form, the cosines of one text with others. */
final class SimilarityEndpoint implements Endpoint {
    private static final Set<String> KEYS = Set.of("model", "inputs", "parameters");
    private static final Set<String> INPUTS = Set.of("source_sentence", "sentences");

    private final Work work;

    SimilarityEndpoint(Work work) {
        this.work = work;
    }

    @Override
    public void answer(Call call) throws IOException {
        Keys keys = call.request().only(KEYS);
        VectorModel served = work.catalog().vectors(keys.textOrNull("model"));
        Keys given = keys.object("inputs");
        if (given == null) {
            throw new Refusal(Reason.MALFORMED, "inputs", "expected source_sentence and sentences, got none");
        }
        given.only(INPUTS);
        List<String> all = new ArrayList<>();
        all.add(given.text("source_sentence"));
        all.addAll(given.texts("sentences"));
        Keys parameters = keys.has("parameters") ? keys.object("parameters").only(Reading.KEYS) : Keys.of(Map.of());
        Inputs inputs = new Inputs("sentences", all, null, false);
        List<float[]> vectors = served.vectors(call, work, parameters, inputs, true, Reason.TOO_LARGE)
                .vectors();
        call.document(json -> {
            json.array(() -> {
                for (float[] other : vectors.subList(1, vectors.size())) {
                    json.element((float) Vectors.cosine(vectors.getFirst(), other));
                }
            });
            json.endLine();
        });
    }
}
