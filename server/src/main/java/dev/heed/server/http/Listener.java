package dev.heed.server.http;

import dev.heed.server.http.Refusal.Reason;
import dev.heed.view.json.JsonOutput;
import io.helidon.http.HeaderNames;
import io.helidon.http.HttpException;
import io.helidon.http.Method;
import io.helidon.http.Status;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.http1.Http1Config;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/**
 * Listens on one port: checks who asks, hands a question to its room and a path to its file, says refusals as JSON. Every
 * request is handled on a virtual thread, which only waits while a room computes. Thread-safe.
 */
public final class Listener implements AutoCloseable {
    private static final String API = "/api/";
    private static final int MOST_CONNECTIONS = 256;

    private final Limits limits;
    private final Turns turns;
    private final Callers callers;
    private final Map<String, Room> rooms;
    private final Files files;
    private final WebServer server;

    /**
     * Starts listening.
     *
     * @param address where
     * @param port 0 for any free one
     * @param names hosts that may be asked for by name
     * @param rooms by name: {@code attend} answers at {@code /api/attend}
     */
    public Listener(
            InetAddress address, int port, Set<String> names, Limits limits, Map<String, Room> rooms, Files files) {
        this.limits = limits;
        this.turns = new Turns(limits);
        this.callers = new Callers(names);
        this.rooms = Map.copyOf(rooms);
        this.files = files;
        this.server = WebServer.builder()
                .address(address)
                .port(port)
                .shutdownHook(false) // whoever starts it stops it
                .shutdownGracePeriod(Duration.ofMillis(500))
                .maxTcpConnections(MOST_CONNECTIONS)
                .idleConnectionTimeout(Duration.ofMinutes(2))
                .addProtocol(Http1Config.builder()
                        .maxHeadersSize(16_384)
                        .validateRequestHostHeader(false) // Callers does, and says so in our words
                        .build())
                .routing(this::route)
                .build()
                .start();
    }

    /** The port. */
    public int port() {
        return server.port();
    }

    /** Stops: requests under way have half a second. */
    @Override
    public void close() {
        server.stop();
    }

    private void route(HttpRouting.Builder routing) {
        routing.any(this::handle)
                .error(HttpException.class, (request, response, e) -> refuse(response, ofTheServer(e)));
    }

    private void handle(ServerRequest request, ServerResponse response) {
        try (Arrival arrival = new Arrival(limits)) {
            handle(arrival, request, response);
        }
    }

    private void handle(Arrival arrival, ServerRequest request, ServerResponse response) {
        try {
            String path = request.path().path();
            callers.check(
                    header(request, "Host"),
                    header(request, "Origin"),
                    header(request, "Sec-Fetch-Site"),
                    !path.startsWith(API));
            if (path.startsWith(API)) {
                answer(path.substring(API.length()), arrival, request, response);
            } else {
                files.send(path, request, response);
            }
        } catch (HttpException e) {
            refuse(response, ofTheServer(e));
        } catch (UncheckedIOException e) {
            throw e; // the asker is gone
        } catch (RuntimeException e) {
            refuse(response, Refusals.of(e));
        }
    }

    private void answer(String name, Arrival arrival, ServerRequest request, ServerResponse response) {
        Room room = rooms.get(name);
        if (room == null) {
            throw new Refusal(Reason.NOT_FOUND, "path", "nothing answers at /api/" + name);
        }
        if (!request.prologue().method().equals(Method.POST)) {
            response.header("Allow", "POST");
            throw new Refusal(
                    Reason.METHOD,
                    "method",
                    "expected POST, got " + request.prologue().method());
        }
        String type = header(request, "Content-Type");
        if (type == null
                || !type.toLowerCase(java.util.Locale.ROOT)
                        .split(";")[0]
                        .strip()
                        .equals("application/json")) {
            throw new Refusal(
                    Reason.MEDIA_TYPE,
                    "Content-Type",
                    "expected application/json, got " + (type == null ? "none" : type));
        }
        Keys keys = arrival.of(request);
        byte[] document = turns.take(() -> document(room, keys));
        Responses.safe(response);
        response.header("Content-Type", "application/json; charset=utf-8")
                .header("Cache-Control", "no-store")
                .send(document);
    }

    private static byte[] document(Room room, Keys keys) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonOutput json = new JsonOutput(bytes)) {
            room.answer(keys, json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static Refusal ofTheServer(HttpException e) {
        int status = e.status().code();
        if (status == Status.REQUEST_ENTITY_TOO_LARGE_413.code()) {
            return new Refusal(Reason.TOO_LARGE, "body", "expected fewer bytes; shorten it", e);
        }
        return new Refusal(Reason.MALFORMED, "request", "expected HTTP, got what is none (" + e.getMessage() + ")", e);
    }

    private static void refuse(ServerResponse response, Refusal refusal) {
        if (response.isSent()) {
            return;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonOutput json = new JsonOutput(bytes)) {
            json.object(() -> json.object("error", () -> {
                json.put("message", OneLine.of(refusal.getMessage()));
                json.put("subject", OneLine.of(refusal.subject()));
            }));
            json.endLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Responses.safe(response);
        if (refusal.reason() == Reason.BUSY) {
            response.header("Retry-After", "1");
        }
        if (refusal.reason() == Reason.TOO_LARGE || refusal.reason() == Reason.SLOW) {
            response.header("Connection", "close"); // what is left of the body is not read
        }
        response.status(refusal.reason().status())
                .header("Content-Type", "application/json; charset=utf-8")
                .header("Cache-Control", "no-store")
                .send(bytes.toByteArray());
    }

    private static String header(ServerRequest request, String name) {
        return request.headers().first(HeaderNames.create(name)).orElse(null);
    }
}
