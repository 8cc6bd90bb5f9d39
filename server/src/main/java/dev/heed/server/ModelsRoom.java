package dev.heed.server;

import dev.heed.ModelInfo;
import dev.heed.server.http.Keys;
import dev.heed.server.http.Room;
import dev.heed.view.json.JsonOutput;
import java.io.IOException;
import java.util.Set;

/**
 * {@code /api/models}: what the server was started with; as {@code heed models} says, without places on this machine, and
 * in which precision each computes.
 */
final class ModelsRoom implements Room {
    private final Served served;

    ModelsRoom(Served served) {
        this.served = served;
    }

    @Override
    public void answer(Keys keys, JsonOutput document) throws IOException {
        keys.only(Set.of());
        document.object(() -> document.array("models", () -> {
            for (ModelInfo model : served.models()) {
                document.object(() -> {
                    document.put("name", model.name());
                    document.putNull("path");
                    document.put("kind", model.kind().label());
                    document.put("license", model.license());
                    document.put("family", model.family());
                    document.put("dimension", model.dimension());
                    document.put("layers", model.layers());
                    document.put("heads", model.heads());
                    document.put("maxTokens", model.maxTokens());
                    document.put("pooling", model.pooling());
                    document.put("precision", served.precision(model));
                });
            }
        }));
        document.endLine();
    }
}
