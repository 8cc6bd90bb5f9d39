package dev.heed.server.chat;

import dev.heed.server.http.ErrorForm;
import dev.heed.server.http.Route;
import dev.heed.server.http.Route.Guard;
import dev.heed.server.program.Catalog;
import java.util.ArrayList;
import java.util.List;

/** Where language models are asked. */
public final class Chats {
    private Chats() {}

    /** The routes. */
    public static List<Route> routes(Catalog catalog) {
        List<Route> routes = new ArrayList<>();
        for (String root : List.of("/v1", "")) {
            routes.add(new Route(
                    "POST", root + "/chat/completions", ErrorForm.OPENAI, Guard.MODELS, new ChatEndpoint(catalog)));
            routes.add(new Route(
                    "POST", root + "/completions", ErrorForm.OPENAI, Guard.MODELS, new CompletionsEndpoint(catalog)));
        }
        return routes;
    }
}
