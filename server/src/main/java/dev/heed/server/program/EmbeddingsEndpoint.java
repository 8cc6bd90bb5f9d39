package dev.heed.server.program;

import dev.heed.server.http.Call;
import dev.heed.server.http.Endpoint;
import dev.heed.server.http.Keys;
import dev.heed.server.http.Refusal;
import dev.heed.server.http.Refusal.Reason;
import dev.heed.view.json.JsonOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Set;

/** {@code POST /v1/embeddings}: OpenAI's form. */
final class EmbeddingsEndpoint implements Endpoint {
    private static final Set<String> KEYS = Known.keys(
            Reading.KEYS, "model", "input", "messages", "encoding_format", "dimensions", "user", "token_ids");

    private final Work work;

    EmbeddingsEndpoint(Work work) {
        this.work = work;
    }

    @Override
    public void answer(Call call) throws IOException {
        Keys keys = call.request().only(KEYS);
        VectorModel served = work.catalog().vectors(keys.textOrNull("model"));
        boolean base64 = base64(keys);
        Dimensions dimensions = Dimensions.of(keys, served.model());
        keys.textOrNull("user");
        Inputs inputs =
                keys.has("messages") ? MessageText.inputs(keys) : Inputs.of(keys, "input", keys.flag("token_ids"));
        VectorModel.Rows rows = served.vectors(call, work, keys, inputs, true, Reason.MALFORMED);
        call.document(json -> write(json, served.model().name(), rows.vectors(), dimensions, base64, rows.tokens()));
    }

    private static boolean base64(Keys keys) {
        String format = keys.textOrNull("encoding_format");
        if (format == null || format.equals("float")) {
            return false;
        }
        if (format.equals("base64")) {
            return true;
        }
        throw new Refusal(Reason.MALFORMED, "encoding_format", "expected float or base64, got " + format);
    }

    private static void write(
            JsonOutput json, String model, List<float[]> vectors, Dimensions dimensions, boolean base64, long tokens)
            throws IOException {
        json.object(() -> {
            json.put("object", "list");
            json.array("data", () -> {
                for (int i = 0; i < vectors.size(); i++) {
                    float[] vector = dimensions.of(vectors.get(i));
                    int index = i;
                    json.object(() -> {
                        json.put("object", "embedding");
                        json.put("index", index);
                        if (base64) {
                            json.put("embedding", littleEndian(vector));
                        } else {
                            json.put("embedding", vector);
                        }
                    });
                }
            });
            json.put("model", model);
            json.object("usage", () -> {
                json.put("prompt_tokens", tokens);
                json.put("total_tokens", tokens);
            });
        });
        json.endLine();
    }

    private static byte[] littleEndian(float[] vector) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * vector.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(vector);
        return bytes.array();
    }
}
