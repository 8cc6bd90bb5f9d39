package dev.heed.server;

import com.fasterxml.jackson.core.JsonFactory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Asks a server in plain HTTP, each request on a connection of its own: any header, any body, well-formed or not. */
final class Asking {
    private final int port;

    Asking(int port) {
        this.port = port;
    }

    /** What came back. */
    record Answer(int status, Map<String, String> headers, String body) {
        /** The error's message; fails if it is none. */
        String message() {
            return string("message");
        }

        String subject() {
            return string("subject");
        }

        private String string(String key) {
            try (var json = new JsonFactory().createParser(body)) {
                for (var token = json.nextToken(); token != null; token = json.nextToken()) {
                    if (key.equals(json.currentName()) && token.isScalarValue()) {
                        return json.getText();
                    }
                }
            } catch (IOException e) {
                throw new AssertionError("no JSON: " + body, e);
            }
            throw new AssertionError("no " + key + " in " + body);
        }
    }

    /** A question as the page asks it. */
    Answer post(String path, String json) throws IOException {
        return post(path, json, Map.of());
    }

    Answer post(String path, String json, Map<String, String> headers) throws IOException {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("Host", "127.0.0.1:" + port);
        all.put("Content-Type", "application/json");
        all.put("Content-Length", String.valueOf(json.getBytes(StandardCharsets.UTF_8).length));
        all.putAll(headers);
        return send("POST", path, all, json);
    }

    Answer get(String path) throws IOException {
        return send("GET", path, Map.of("Host", "127.0.0.1:" + port), "");
    }

    Answer send(String method, String path, Map<String, String> headers, String body) throws IOException {
        StringBuilder head = new StringBuilder(method + " " + path + " HTTP/1.1\r\n");
        headers.forEach((name, value) -> {
            if (!value.isEmpty()) {
                head.append(name).append(": ").append(value).append("\r\n");
            }
        });
        head.append("Connection: close\r\n\r\n");
        return raw((head + body).getBytes(StandardCharsets.UTF_8));
    }

    /** Sends bytes as they are and reads to the end. */
    Answer raw(byte[] bytes) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(30_000);
            OutputStream out = socket.getOutputStream();
            try {
                out.write(bytes);
                out.flush();
            } catch (IOException e) {
                // the server has answered and closed before it read everything
            }
            return parse(readAll(socket.getInputStream()));
        }
    }

    /** To the end of the connection, which every request asks for. */
    private static byte[] readAll(InputStream in) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try {
            in.transferTo(all);
        } catch (SocketException e) {
            // reset behind the answer: what was read counts
        }
        return all.toByteArray();
    }

    private static String unchunked(String body) {
        StringBuilder whole = new StringBuilder();
        for (int at = 0; ; ) {
            int line = body.indexOf("\r\n", at);
            int length = Integer.parseInt(body.substring(at, line), 16);
            if (length == 0) {
                return whole.toString();
            }
            whole.append(body, line + 2, line + 2 + length);
            at = line + 2 + length + 2;
        }
    }

    private static Answer parse(byte[] bytes) {
        String all = new String(bytes, StandardCharsets.ISO_8859_1);
        int end = all.indexOf("\r\n\r\n");
        if (end < 0) {
            return new Answer(0, Map.of(), all);
        }
        String[] lines = all.substring(0, end).split("\r\n");
        Map<String, String> headers = new LinkedHashMap<>();
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            headers.put(
                    lines[i].substring(0, colon).toLowerCase(Locale.ROOT),
                    lines[i].substring(colon + 1).strip());
        }
        String body = all.substring(end + 4);
        String whole = headers.containsKey("transfer-encoding") ? unchunked(body) : body;
        return new Answer(
                Integer.parseInt(lines[0].split(" ")[1]),
                headers,
                new String(whole.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8));
    }
}
