package dev.heed.server.http;

import dev.heed.server.http.Refusal.Reason;
import dev.heed.server.http.Route.Guard;
import dev.heed.server.wire.Exchange;
import dev.heed.server.wire.Handler;
import dev.heed.server.wire.Head;
import dev.heed.server.wire.NotHttp;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * Where every request comes in: checks who asks, finds the endpoint or the page's file, says refusals in the words of the
 * path, tells the witnesses. Thread-safe.
 */
public final class Gate implements Handler {
    private static final String NOWHERE = "other";

    private final Rules rules;
    private final Callers callers;
    private final Intake intake;
    private final Files files;
    private final Map<String, List<Route>> exact = new LinkedHashMap<>();
    private final List<Route> prefixes = new ArrayList<>();
    private final List<Witness> witnesses;
    private final Supplier<Stage> stage;

    /**
     * What holds for all requests.
     *
     * @param host the name under which it listens
     * @param site other names, and origins
     * @param access who has a key
     * @param limits what a request may cost
     */
    public record Rules(String host, Site site, Access access, Limits limits) {}

    /** @param stage what the server is doing now */
    public Gate(Rules rules, List<Route> routes, Files files, List<Witness> witnesses, Supplier<Stage> stage) {
        this.rules = rules;
        this.callers = new Callers(rules.site(), rules.host());
        this.intake = new Intake(rules.limits().heldBytes());
        this.files = files;
        this.witnesses = List.copyOf(witnesses);
        this.stage = stage;
        for (Route route : routes) {
            if (route.path().endsWith("*")) {
                prefixes.add(route);
            } else {
                exact.computeIfAbsent(route.path(), _ -> new ArrayList<>()).add(route);
            }
        }
    }

    @Override
    public void handle(Exchange exchange) throws IOException {
        long begun = System.nanoTime();
        List<Route> here = routes(exchange.head().path());
        String path = here.isEmpty()
                ? files.has(exchange.head().path()) ? exchange.head().path() : NOWHERE
                : here.getFirst().path();
        boolean left = true;
        try (Intake.Share share = intake.share()) {
            Call call = new Call(exchange, rules.limits(), intake, share);
            try {
                answer(call, here);
                left = false;
            } finally {
                boolean gone = left && !exchange.committed();
                for (Witness witness : witnesses) {
                    witness.answered(exchange, path, call.tally(), System.nanoTime() - begun, gone);
                }
            }
        }
    }

    private void answer(Call call, List<Route> here) throws IOException {
        Exchange exchange = call.exchange();
        try {
            cross(exchange);
            if (here.isEmpty()) {
                file(exchange);
                return;
            }
            Route route = method(exchange, here);
            if (route == null) {
                exchange.status(204).header("Allow", allowed(here)).send(new byte[0]);
                return;
            }
            guard(route, exchange);
            route.endpoint().answer(call);
        } catch (UncheckedIOException e) {
            throw e.getCause(); // the caller is gone
        } catch (RuntimeException e) {
            refuse(exchange, here, Refusals.of(e));
        }
    }

    private List<Route> routes(String path) {
        List<Route> found = exact.get(path);
        return found != null
                ? found
                : prefixes.stream().filter(route -> route.matches(path)).toList();
    }

    /** The route of the method; null for OPTIONS, which is answered here. */
    private Route method(Exchange exchange, List<Route> here) {
        String method = exchange.head().method();
        if (method.equals("OPTIONS")) {
            callers.check(exchange.head(), true);
            return null;
        }
        for (Route route : here) {
            if (route.method().equals(method) || route.method().equals("GET") && method.equals("HEAD")) {
                return route;
            }
        }
        exchange.header("Allow", allowed(here));
        throw new Refusal(Reason.METHOD, "method", "expected " + here.getFirst().method() + ", got " + method);
    }

    private static String allowed(List<Route> here) {
        TreeSet<String> methods = new TreeSet<>();
        here.forEach(route -> methods.add(route.method()));
        return String.join(", ", methods);
    }

    private void guard(Route route, Exchange exchange) {
        if (route.guard() == Guard.NONE) {
            return;
        }
        callers.check(exchange.head(), false);
        if (route.guard() == Guard.CALLER) {
            return;
        }
        rules.access().check(exchange.head().headers().first("authorization"));
        Stage now = stage.get();
        if (now == Stage.LOADING || now == Stage.DRAINING) {
            if (now == Stage.DRAINING) {
                exchange.close();
            }
            throw new Refusal(Reason.BUSY, "server", "is " + now.word() + "; try again").retryAfter(1);
        }
    }

    /** What a browser needs to hear before a page of another origin may ask or read (Fetch, section 3.3). */
    private void cross(Exchange exchange) {
        Head head = exchange.head();
        String origin = head.headers().first("origin");
        if (!callers.mayCross(origin)) {
            return;
        }
        exchange.header("Access-Control-Allow-Origin", origin)
                .header("Vary", "Origin")
                .header("Access-Control-Expose-Headers", "Heed-Truncated, Heed-Unknown, Retry-After");
        if (head.method().equals("OPTIONS")) {
            exchange.header("Access-Control-Allow-Methods", "GET, POST").header("Access-Control-Max-Age", "600");
            String asked = head.headers().first("access-control-request-headers");
            if (asked != null) {
                exchange.header("Access-Control-Allow-Headers", asked);
            }
        }
    }

    private void file(Exchange exchange) throws IOException {
        Head head = exchange.head();
        callers.check(head, true);
        if (!files.has(head.path())) {
            throw new Refusal(Reason.NOT_FOUND, "path", "nothing lives at " + head.path());
        }
        if (!head.method().equals("GET") && !head.method().equals("HEAD")) {
            exchange.header("Allow", "GET, HEAD");
            throw new Refusal(Reason.METHOD, "method", "expected GET, got " + head.method());
        }
        files.send(head.path(), exchange);
    }

    private static void refuse(Exchange exchange, List<Route> here, Refusal refusal) throws IOException {
        if (exchange.committed()) {
            throw new IOException("the answer is torn", refusal); // its caller sees that
        }
        Responses.safe(exchange);
        int retry = refusal.retryAfter() > 0 || refusal.reason() != Reason.BUSY ? refusal.retryAfter() : 1;
        if (retry > 0) {
            exchange.header("Retry-After", Integer.toString(retry));
        }
        if (refusal.reason() == Reason.UNAUTHORIZED) {
            exchange.header("WWW-Authenticate", "Bearer");
        }
        send(exchange, form(exchange, here).document(refusal), refusal.reason().status());
    }

    private static ErrorForm form(Exchange exchange, List<Route> here) {
        if (!here.isEmpty()) {
            return here.getFirst().form();
        }
        return exchange.head().path().startsWith("/v1/") ? ErrorForm.OPENAI : ErrorForm.HEED;
    }

    @Override
    public void refuse(NotHttp why, Exchange exchange) throws IOException {
        Responses.safe(exchange);
        String message = why.getMessage();
        Refusal refusal = new Refusal(
                Reason.MALFORMED, why.subject(), message.substring(why.subject().length() + 2));
        send(exchange, ErrorForm.OPENAI.document(refusal), why.status());
        witnesses.forEach(witness -> witness.answered(exchange, NOWHERE, new Tally(), 0, false));
    }

    private static void send(Exchange exchange, byte[] document, int status) throws IOException {
        exchange.status(status)
                .header("Content-Type", "application/json; charset=utf-8")
                .header("Cache-Control", "no-store")
                .send(document);
    }
}
