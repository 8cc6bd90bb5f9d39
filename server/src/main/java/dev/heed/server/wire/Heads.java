package dev.heed.server.wire;

import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import java.util.List;
import java.util.Map;

/** What Netty read of a request's head, checked where two readers could differ (RFC 9112, sections 2 to 6). Stateless. */
final class Heads {
    static final int MOST_LINE = 8_192;
    static final int MOST_BYTES = 16_384;
    static final int MOST_FIELDS = 100;

    private Heads() {}

    /** @throws NotHttp if it is none that is answered here */
    static Head of(HttpRequest request) throws NotHttp {
        checkRead(request.decoderResult());
        HttpVersion version = request.protocolVersion();
        if (!version.protocolName().equals("HTTP")) {
            throw noRequest();
        }
        if (version.majorVersion() != 1) {
            throw new NotHttp(505, "version", "expected HTTP/1.1 or HTTP/1.0, got " + version);
        }
        Headers headers = new Headers();
        for (Map.Entry<String, String> field : request.headers()) {
            if (headers.size() == MOST_FIELDS) {
                throw new NotHttp(431, "headers", "expected at most " + MOST_FIELDS + ", got more");
            }
            if (field.getKey().length() + field.getValue().length() > MOST_LINE) {
                throw tooLong(431, "headers");
            }
            headers.add(field.getKey(), field.getValue());
        }
        checkFraming(headers, version.minorVersion());
        return located(request.method().name(), request.uri(), version.minorVersion(), headers);
    }

    /** @throws NotHttp if Netty could not read it */
    static void checkRead(DecoderResult result) throws NotHttp {
        if (result.isSuccess()) {
            return;
        }
        Throwable why = result.cause();
        switch (why) {
            case TooLongHttpLineException _ -> throw tooLong(414, "request line");
            case TooLongHttpHeaderException _ -> throw tooLong(431, "headers");
            case TooLongFrameException _ -> throw tooLong(431, "headers");
            case UnreadableFraming framing -> throw new NotHttp(400, "Transfer-Encoding", framing.getMessage());
            default -> throw unreadable(why);
        }
    }

    /** Netty says the request line's faults and the headers' alike; what it speaks of tells them apart. */
    private static NotHttp unreadable(Throwable why) {
        String message = String.valueOf(why.getMessage());
        if (message.contains("ontent-Length") || message.contains("ontent length")) {
            return new NotHttp(400, "Content-Length", "expected one number");
        }
        if (message.contains("transfer coding")) {
            return new NotHttp(501, "Transfer-Encoding", "expected chunked alone");
        }
        return message.contains("eader") ? new NotHttp(400, "headers", "expected Name: value") : noRequest();
    }

    private static NotHttp noRequest() {
        return new NotHttp(400, "request line", "expected METHOD PATH HTTP/1.1");
    }

    private static NotHttp tooLong(int status, String what) {
        return new NotHttp(
                status,
                what,
                "expected at most " + MOST_BYTES + " bytes of headers, and " + MOST_LINE + " a line, got more");
    }

    private static void checkFraming(Headers headers, int minor) throws NotHttp {
        List<String> lengths = headers.all("content-length");
        if (!lengths.isEmpty() && !lengths.getFirst().matches("[0-9]{1,15}")) { // Netty refuses several
            throw new NotHttp(400, "Content-Length", "expected one number, got " + String.join(", ", lengths));
        }
        List<String> encodings = headers.all("transfer-encoding");
        if (encodings.isEmpty()) {
            return;
        }
        if (minor == 0) {
            throw new NotHttp(400, "Transfer-Encoding", "expected it in HTTP/1.1 alone");
        }
        if (encodings.size() > 1
                || !encodings.getFirst().equalsIgnoreCase("chunked")) { // also one that ends in chunked
            throw new NotHttp(501, "Transfer-Encoding", "expected chunked alone, got " + String.join(", ", encodings));
        }
    }

    private static Head located(String method, String target, int minor, Headers headers) throws NotHttp {
        String local = target;
        int scheme = target.indexOf("://");
        if (!target.startsWith("/") && scheme > 0 && scheme < 6) { // as a proxy is asked (section 3.2.2)
            int slash = target.indexOf('/', scheme + 3);
            local = slash < 0 ? "/" : target.substring(slash);
        }
        if (!local.startsWith("/") && !(local.equals("*") && method.equals("OPTIONS"))) {
            throw new NotHttp(400, "request line", "expected a path that begins with /");
        }
        int question = local.indexOf('?');
        return question < 0
                ? new Head(method, local, "", minor, headers)
                : new Head(method, local.substring(0, question), local.substring(question + 1), minor, headers);
    }
}
