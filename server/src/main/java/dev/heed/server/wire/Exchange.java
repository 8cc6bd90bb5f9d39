package dev.heed.server.wire;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;

/** One request and its answer. Confined to the request's thread, but for what a stream's writer does. */
public final class Exchange {
    private static final int PIECE = 65_536; // of a large answer, each taken before the next

    private final Head head; // null for a request without a readable one
    private final Body body; // likewise
    private final Connection connection;
    private final HttpHeaders fields = new DefaultHttpHeaders();
    private int status = 200;
    private boolean continued;
    private volatile boolean committed;
    private boolean close;
    private long sent;
    private PieceOutput stream;

    Exchange(Head head, Body body, Connection connection, boolean close) {
        this.head = head;
        this.body = body;
        this.connection = connection;
        this.close = close || head == null || !head.keepsAlive();
    }

    /** What was asked; null if it could not be read. */
    public Head head() {
        return head;
    }

    /** Who is at the other end of the connection. */
    public InetAddress peer() {
        return connection.peer();
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
            connection.outlet().write(new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE));
        }
        body.within(millis);
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
        StringBuilder plain = new StringBuilder();
        value.chars().forEach(c -> plain.append(c < ' ' || c > 126 ? '?' : (char) c));
        fields.add(name, plain.toString());
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

    /** Calls {@code gone} if the caller leaves before the answer. */
    public void watch(Runnable gone) {
        connection.watch(gone);
    }

    /** Sends the whole answer. */
    public void send(byte[] bytes) throws IOException {
        boolean bare = status == 204 || status == 304;
        if (!bare) {
            header("Content-Length", Integer.toString(bytes.length));
        }
        boolean silent = bare || head != null && head.method().equals("HEAD");
        begin();
        HttpResponseStatus code = HttpResponseStatus.valueOf(status);
        if (silent || bytes.length <= PIECE) { // one packet
            byte[] content = silent ? new byte[0] : bytes;
            connection
                    .outlet()
                    .write(new DefaultFullHttpResponse(
                            HttpVersion.HTTP_1_1,
                            code,
                            Unpooled.wrappedBuffer(content),
                            fields,
                            EmptyHttpHeaders.INSTANCE));
            sent = content.length;
            return;
        }
        connection.outlet().write(new DefaultHttpResponse(HttpVersion.HTTP_1_1, code, fields));
        PieceOutput pieces = new PieceOutput(connection.outlet(), false, count -> sent += count);
        pieces.write(bytes, 0, bytes.length);
        pieces.close();
    }

    /** The answer piece by piece: in chunks, to an HTTP/1.0 caller until the connection ends. To be closed. */
    public OutputStream stream() throws IOException {
        if (head.minor() > 0) {
            header("Transfer-Encoding", "chunked");
        } else {
            close = true;
        }
        begin();
        connection
                .outlet()
                .write(new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status), fields));
        boolean silent = head.method().equals("HEAD");
        stream = new PieceOutput(connection.outlet(), silent, count -> sent += count);
        return stream;
    }

    /** Whether the connection can serve another request: all was read, all was said. */
    boolean reusable() {
        return committed && !close && body.ended() && (stream == null || stream.ended());
    }

    private void begin() {
        committed = true;
        if (body == null || !body.ended()) {
            close = true; // what is left of the body is not read
        }
        connection.headAlone(head != null && head.method().equals("HEAD"));
        header("Date", DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC)));
        if (close) {
            header("Connection", "close");
        } else if (head.minor() == 0) {
            header("Connection", "keep-alive");
        }
    }
}
