package dev.heed.server;

import dev.heed.server.http.Call;
import dev.heed.server.http.Endpoint;
import dev.heed.server.http.ErrorForm;
import dev.heed.server.http.Route;
import dev.heed.server.http.Route.Guard;
import dev.heed.server.http.Stage;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;

/** {@code /health}: it lives. {@code /ready}: the models are there, and it is not stopping. Asked by anybody. */
final class Probes {
    private final Supplier<Stage> stage;

    Probes(Supplier<Stage> stage) {
        this.stage = stage;
    }

    List<Route> routes() {
        return List.of(route("/health", this::health), route("/ready", this::ready));
    }

    private static Route route(String path, Endpoint endpoint) {
        return new Route("GET", path, ErrorForm.HEED, Guard.NONE, endpoint);
    }

    private void health(Call call) throws IOException {
        say(call, "alive");
    }

    private void ready(Call call) throws IOException {
        Stage now = stage.get();
        if (now != Stage.READY) {
            call.exchange().status(503).header("Retry-After", "1");
        }
        say(call, now.word());
    }

    private static void say(Call call, String status) throws IOException {
        call.document(json -> {
            json.object(() -> json.put("status", status));
            json.endLine();
        });
    }
}
