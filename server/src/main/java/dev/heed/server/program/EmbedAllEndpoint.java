package dev.heed.server.program;

import dev.heed.server.http.Call;
import dev.heed.server.http.Endpoint;
import dev.heed.server.http.Keys;
import dev.heed.server.http.Refusal;
import dev.heed.server.http.Refusal.Reason;
import dev.heed.tensor.Matrix;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/**
 * {@code POST /embed_all}: text-embeddings-inference's form, for each text an array of its tokens' vectors: of an encoder those
 * of its last layer, of a model for late interaction those that its head makes.
 */
final class EmbedAllEndpoint implements Endpoint {
    private static final Set<String> KEYS = Known.keys(Reading.KEYS, "model", "inputs", "token_ids");
    private static final int MOST_TOKENS = 65_536; // their vectors are held until the answer is sent

    private final Work work;

    EmbedAllEndpoint(Work work) {
        this.work = work;
    }

    @Override
    public void answer(Call call) throws IOException {
        Keys keys = call.request().only(KEYS);
        TokenModel served = work.catalog().tokens(keys.textOrNull("model"));
        Inputs inputs = Inputs.of(keys, "inputs", keys.flag("token_ids"));
        List<Matrix> all = served.tokens(call, work, keys, inputs);
        call.document(json -> {
            json.array(() -> {
                for (Matrix matrix : all) {
                    json.array(() -> {
                        for (int row = 0; row < matrix.rows(); row++) {
                            json.element(matrix.data(), matrix.index(row), matrix.columns());
                        }
                    });
                }
            });
            json.endLine();
        });
    }

    static void checkTokens(long tokens) {
        if (tokens > MOST_TOKENS) {
            throw new Refusal(
                    Reason.TOO_LARGE,
                    "inputs",
                    "expected at most " + MOST_TOKENS + " tokens whose vectors are asked for, got " + tokens
                            + "; send several requests");
        }
    }
}
