package dev.heed.server;

import com.fasterxml.jackson.core.JsonFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** Asks a server in plain HTTP, each request on a connection of its own: any header, any body, well-formed or not. */
final class Asking {
    private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: *([0-9]+)");

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
            socket.setSoTimeout(8_000);
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

    private static byte[] readAll(InputStream in) throws IOException {
        java.io.ByteArrayOutputStream all = new java.io.ByteArrayOutputStream();
        byte[] chunk = new byte[8192];
        try {
            for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
                all.write(chunk, 0, count);
                if (complete(all.toString(StandardCharsets.ISO_8859_1))) {
                    break;
                }
            }
        } catch (java.net.SocketException e) {
            // reset behind the answer: what was read counts
        }
        return all.toByteArray();
    }

    private static boolean complete(String answer) {
        int end = answer.indexOf("\r\n\r\n");
        var length = LENGTH.matcher(answer);
        boolean empty = answer.startsWith("HTTP/1.1 304");
        return end > 0 && (empty || length.find() && answer.length() - end - 4 >= Integer.parseInt(length.group(1)));
    }

    private static Answer parse(byte[] bytes) {
        String all = new String(bytes, StandardCharsets.UTF_8);
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
        return new Answer(Integer.parseInt(lines[0].split(" ")[1]), headers, all.substring(end + 4));
    }
}
