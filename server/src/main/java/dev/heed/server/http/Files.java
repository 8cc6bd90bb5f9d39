package dev.heed.server.http;

import dev.heed.server.http.Refusal.Reason;
import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/** The page's files, all in memory: what was not named when it was made cannot be asked for. Immutable. */
public final class Files {
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "svg", "image/svg+xml",
            "woff2", "font/woff2",
            "txt", "text/plain; charset=utf-8");

    private record File(byte[] bytes, String type, String tag) {}

    private final Map<String, File> byPath = new TreeMap<>();

    /** @param files by path: {@code /style.css}; {@code /index.html} is what {@code /} shows */
    public Files(Map<String, byte[]> files) {
        files.forEach((path, bytes) -> {
            String ending = path.substring(path.lastIndexOf('.') + 1);
            String type = TYPES.get(ending);
            if (type == null) {
                throw new IllegalArgumentException(path + ": expected one of " + TYPES.keySet());
            }
            byPath.put(path, new File(bytes, type, "\"" + hash(bytes) + "\""));
        });
        byPath.put("/", byPath.get("/index.html"));
    }

    void send(String path, ServerRequest request, ServerResponse response) {
        File file = byPath.get(path);
        if (file == null) {
            throw new Refusal(Reason.NOT_FOUND, "path", "nothing lives at " + path);
        }
        Method method = request.prologue().method();
        if (!method.equals(Method.GET) && !method.equals(Method.HEAD)) {
            response.header("Allow", "GET, HEAD");
            throw new Refusal(Reason.METHOD, "method", "expected GET, got " + method);
        }
        Responses.safe(response);
        response.header("ETag", file.tag).header("Cache-Control", "no-cache");
        if (request.headers()
                .first(HeaderNames.IF_NONE_MATCH)
                .filter(file.tag::equals)
                .isPresent()) {
            response.status(304).send();
            return;
        }
        response.header("Content-Type", file.type);
        response.send(method.equals(Method.HEAD) ? new byte[0] : file.bytes);
    }

    private static String hash(byte[] bytes) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            return HexFormat.of().formatHex(digest, 0, 12);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is in every JDK", e);
        }
    }
}
