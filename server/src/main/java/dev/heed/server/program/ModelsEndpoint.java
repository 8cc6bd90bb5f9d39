package dev.heed.server.program;

import dev.heed.server.http.Call;
import dev.heed.server.http.Endpoint;
import dev.heed.view.json.JsonOutput;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/**
 * {@code GET /v1/models} and {@code GET /v1/models/NAME}: OpenAI's form, with the precision that the model
 * computes in; the time is when the server was started.
 */
final class ModelsEndpoint implements Endpoint {
    private static final String ONE = "/models/";

    private final Catalog catalog;
    private final long started = System.currentTimeMillis() / 1_000;

    ModelsEndpoint(Catalog catalog) {
        this.catalog = catalog;
    }

    @Override
    public void answer(Call call) throws IOException {
        String path = call.exchange().head().path();
        int one = path.indexOf(ONE);
        if (one >= 0) {
            String name = URLDecoder.decode(path.substring(one + ONE.length()), StandardCharsets.UTF_8);
            String own = catalog.named(name);
            call.document(json -> {
                write(json, own);
                json.endLine();
            });
            return;
        }
        call.document(json -> {
            json.object(() -> {
                json.put("object", "list");
                json.array("data", () -> {
                    for (String name : catalog.names()) {
                        write(json, name);
                    }
                });
            });
            json.endLine();
        });
    }

    private void write(JsonOutput json, String name) throws IOException {
        json.object(() -> {
            json.put("id", name);
            json.put("object", "model");
            json.put("created", started);
            json.put("owned_by", "heed");
            json.put("precision", catalog.precision(name));
        });
    }
}
