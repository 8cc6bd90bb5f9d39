package dev.heed.server.http;

import dev.heed.server.wire.Exchange;
import java.io.IOException;
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

    boolean has(String path) {
        return byPath.containsKey(path);
    }

    void send(String path, Exchange exchange) throws IOException {
        File file = byPath.get(path);
        Responses.safe(exchange);
        exchange.header("ETag", file.tag).header("Cache-Control", "no-cache");
        if (file.tag.equals(exchange.head().headers().first("if-none-match"))) {
            exchange.status(304).send(new byte[0]);
            return;
        }
        exchange.header("Content-Type", file.type).send(file.bytes);
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
