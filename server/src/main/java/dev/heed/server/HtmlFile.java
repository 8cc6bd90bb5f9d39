package dev.heed.server;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.zip.GZIPOutputStream;

/**
 * The page as one file to mail: its own modules, style and font, and the answers to what it will ask. Opens from disk
 * with the network off; its policy lets it load and send nothing.
 */
final class HtmlFile {
    private HtmlFile() {}

    /**
     * @param opening a JSON object: {@code state}, what it opens on, and {@code about}, what it holds
     * @param recording its answers
     */
    static String of(String opening, Recording recording) throws IOException {
        String recorded = recorded(recording);
        String script = Bundle.script();
        String style = text("style.css").replace("inter.woff2", data("inter.woff2", "font/woff2"));
        StringWriter page = new StringWriter(script.length() + style.length() + recorded.length() + 2_000);
        page.write("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
        page.write(
                "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src '" + hash(script)
                        + "'; style-src '" + hash(style)
                        + "'; img-src data:; font-src data:; base-uri 'none'; form-action 'none'\">\n");
        page.write("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        page.write("<meta name=\"color-scheme\" content=\"light dark\">\n<title>Heed</title>\n");
        page.write("<link rel=\"icon\" type=\"image/svg+xml\" href=\"" + data("icon.svg", "image/svg+xml") + "\">\n");
        page.write("<style>" + style + "</style>\n</head>\n<body>\n");
        page.write("<script type=\"application/json\" id=\"opening\">" + escaped(opening) + "</script>\n");
        page.write(recorded);
        page.write("<script type=\"module\">" + script + "</script>\n</body>\n</html>\n");
        return page.toString();
    }

    /**
     * Few numbers stand in the file as they are. Many come packed, as recorded.js takes them apart: with gzip, in base64,
     * the length of the JSON in 4 bytes, the JSON, and from the next multiple of 4 on the numbers that it refers to.
     */
    private static String recorded(Recording recording) throws IOException {
        String json = recording.json();
        if (recording.numbers() == null) {
            return "<script type=\"application/json\" id=\"recorded\">" + escaped(json) + "</script>\n";
        }
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(ByteBuffer.allocate(4)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putInt(bytes.length)
                    .array());
            gzip.write(bytes);
            gzip.write(new byte[(4 - bytes.length % 4) % 4]);
            gzip.write(recording.numbers().bytes());
        }
        return "<script type=\"text/plain\" id=\"recorded\">"
                + Base64.getEncoder().encodeToString(packed.toByteArray()) + "</script>\n";
    }

    /** JSON inside HTML: nothing in it can end the element or begin another. */
    static String escaped(String json) {
        return json.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026");
    }

    private static String text(String name) {
        return new String(Page.read(name), StandardCharsets.UTF_8);
    }

    private static String data(String name, String type) {
        return "data:" + type + ";base64," + Base64.getEncoder().encodeToString(Page.read(name));
    }

    private static String hash(String content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
            return "sha256-" + Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is in every JDK", e);
        }
    }
}
