package dev.heed.server.program;

import dev.heed.server.http.Endpoint;
import dev.heed.server.http.ErrorForm;
import dev.heed.server.http.Route;
import dev.heed.server.http.Route.Guard;
import dev.heed.server.schedule.Capacity;
import java.util.ArrayList;
import java.util.List;

/** Which endpoint lives where. */
public final class Programs {
    private Programs() {}

    /** The routes of the interface of programs. */
    public static List<Route> routes(Work work, Capacity capacity, String version) {
        List<Route> routes = new ArrayList<>();
        ModelsEndpoint models = new ModelsEndpoint(work.catalog());
        for (String root : List.of("/v1", "")) {
            routes.add(route("POST", root + "/embeddings", ErrorForm.OPENAI, new EmbeddingsEndpoint(work)));
            routes.add(route("GET", root + "/models", ErrorForm.OPENAI, models));
            routes.add(route("POST", root + "/rerank", ErrorForm.OPENAI, new RerankEndpoint(work)));
            routes.add(route("GET", root + "/models/*", ErrorForm.OPENAI, models));
        }
        routes.add(route("POST", "/v1/translate", ErrorForm.OPENAI, new TranslateEndpoint(work)));
        routes.add(route("POST", "/translate", ErrorForm.INFERENCE, new TranslateEndpoint(work)));
        routes.add(route(
                "GET",
                "/languages",
                ErrorForm.INFERENCE,
                call -> call.document(json -> TranslateEndpoint.languages(work.catalog(), json))));
        routes.add(route("POST", "/v2/rerank", ErrorForm.OPENAI, new RerankEndpoint(work)));
        routes.add(route("POST", "/embed", ErrorForm.INFERENCE, new EmbedEndpoint(work)));
        routes.add(route("POST", "/embed_all", ErrorForm.INFERENCE, new EmbedAllEndpoint(work)));
        routes.add(route("POST", "/embed_sparse", ErrorForm.INFERENCE, new EmbedSparseEndpoint(work)));
        routes.add(route("POST", "/similarity", ErrorForm.INFERENCE, new SimilarityEndpoint(work)));
        routes.add(route("POST", "/tokenize", ErrorForm.INFERENCE, new TokenizeEndpoint(work.catalog())));
        routes.add(new Route("GET", "/openapi.json", ErrorForm.OPENAI, Guard.CALLER, new OpenApiEndpoint()));
        routes.add(route("GET", "/info", ErrorForm.INFERENCE, new InfoEndpoint(work, capacity, version)));
        return routes;
    }

    private static Route route(String method, String path, ErrorForm form, Endpoint endpoint) {
        return new Route(method, path, form, Guard.MODELS, endpoint);
    }
}
