package dev.heed.server.wire;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;

/** One request and its answer. Confined to the connection's thread, but for what a stream's writer does. */
public final class Exchange {
    private static final byte[] CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final int SMALL = 65_536;
    private static final Map<Integer, String> REASONS = Map.ofEntries(
            Map.entry(200, "OK"),
            Map.entry(204, "No Content"),
            Map.entry(304, "Not Modified"),
            Map.entry(400, "Bad Request"),
            Map.entry(401, "Unauthorized"),
            Map.entry(403, "Forbidden"),
            Map.entry(404, "Not Found"),
            Map.entry(405, "Method Not Allowed"),
            Map.entry(408, "Request Timeout"),
            Map.entry(413, "Content Too Large"),
            Map.entry(414, "URI Too Long"),
            Map.entry(415, "Unsupported Media Type"),
            Map.entry(422, "Unprocessable Content"),
            Map.entry(429, "Too Many Requests"),
            Map.entry(431, "Request Header Fields Too Large"),
            Map.entry(500, "Internal Server Error"),
            Map.entry(501, "Not Implemented"),
            Map.entry(503, "Service Unavailable"),
            Map.entry(504, "Gateway Timeout"),
            Map.entry(505, "HTTP Version Not Supported"));

    private final Head head; // null for a request without a readable one
    private final Source source;
    private final Framing body; // likewise
    private final Sink sink;
    private final InetAddress peer;
    private final StringBuilder fields = new StringBuilder();
    private int status = 200;
    private boolean continued;
    private boolean committed;
    private boolean close;
    private long sent;
    private ChunkedOutput stream;

    Exchange(Head head, Source source, Framing body, Sink sink, InetAddress peer, boolean close) {
        this.head = head;
        this.source = source;
        this.body = body;
        this.sink = sink;
        this.peer = peer;
        this.close = close || head == null || !head.keepsAlive();
    }

    /** What was asked; null if it could not be read. */
    public Head head() {
        return head;
    }

    /** Who is at the other end of the connection. */
    public InetAddress peer() {
        return peer;
    }

    /** The bytes that the body says to have; -1 if it does not say. */
    public long statedLength() {
        return body.stated();
    }

    /**
     * The body.
     *
     * @param millis how long it may take to arrive, from now
     */
    public InputStream body(long millis) throws IOException {
        if (!continued && head.headers().lists("expect", "100-continue") && head.minor() > 0) {
            continued = true;
            sink.write(CONTINUE, 0, CONTINUE.length);
        }
        source.within(millis);
        return body;
    }

    /** The answer's status; 200 if not said. */
    public Exchange status(int code) {
        status = code;
        return this;
    }

    /** The status that is or was sent. */
    public int status() {
        return status;
    }

    /** Adds a header to the answer; control characters in the value are replaced. */
    public Exchange header(String name, String value) {
        fields.append(name).append(": ");
        value.chars().forEach(c -> fields.append(c < ' ' || c > 126 ? '?' : (char) c));
        fields.append("\r\n");
        return this;
    }

    /** The connection ends with this answer. */
    public Exchange close() {
        close = true;
        return this;
    }

    /** Whether the answer's head is sent. */
    public boolean committed() {
        return committed;
    }

    /** Bytes of the answer's body sent so far. */
    public long sent() {
        return sent;
    }

    /** Calls {@code gone} if the caller leaves before the answer; once more was sent by it, it is not looked for. */
    public void watch(Runnable gone) {
        if (body.ended()) {
            source.watch(gone);
        }
    }

    /** Sends the whole answer. */
    public void send(byte[] bytes) throws IOException {
        boolean bare = status == 204 || status == 304;
        if (!bare) {
            header("Content-Length", Integer.toString(bytes.length));
        }
        boolean silent = bare || head != null && head.method().equals("HEAD");
        byte[] start = start();
        if (silent || bytes.length > SMALL) {
            sink.write(start, 0, start.length);
        }
        if (!silent && bytes.length > SMALL) {
            sink.write(bytes, 0, bytes.length);
        } else if (!silent) { // one packet
            byte[] all = java.util.Arrays.copyOf(start, start.length + bytes.length);
            System.arraycopy(bytes, 0, all, start.length, bytes.length);
            sink.write(all, 0, all.length);
        }
        sent = silent ? 0 : bytes.length;
    }

    /** The answer piece by piece: in chunks, to an HTTP/1.0 caller until the connection ends. To be closed. */
    public OutputStream stream() throws IOException {
        boolean chunked = head.minor() > 0;
        if (chunked) {
            header("Transfer-Encoding", "chunked");
        } else {
            close = true;
        }
        byte[] start = start();
        sink.write(start, 0, start.length);
        stream = new ChunkedOutput(sink, chunked, head.method().equals("HEAD"), count -> sent += count);
        return stream;
    }

    /** Whether the connection can serve another request: all was read, all was said. */
    boolean reusable() {
        return committed && !close && body.ended() && (stream == null || stream.ended());
    }

    private byte[] start() {
        committed = true;
        if (body == null || !body.ended()) {
            close = true; // what is left of the body is not read
        }
        StringBuilder start = new StringBuilder("HTTP/1.1 ")
                .append(status)
                .append(' ')
                .append(REASONS.getOrDefault(status, "Status"))
                .append("\r\nDate: ")
                .append(DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC)))
                .append("\r\n")
                .append(fields);
        if (close) {
            start.append("Connection: close\r\n");
        } else if (head.minor() == 0) {
            start.append("Connection: keep-alive\r\n");
        }
        return start.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    }
}
