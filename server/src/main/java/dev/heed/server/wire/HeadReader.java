package dev.heed.server.wire;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Reads a request's head (RFC 9112, sections 2 to 5), bounded and strict where two readers could differ. Stateless. */
final class HeadReader {
    static final int MOST_LINE = 8_192;
    static final int MOST_BYTES = 16_384;
    static final int MOST_FIELDS = 100;
    private static final int BLANK_LINES_BEFORE = 2;

    private final Source source;
    private int left = MOST_BYTES;

    private HeadReader(Source source) {
        this.source = source;
    }

    /**
     * The next head.
     *
     * @return null if the connection ends before it
     * @throws NotHttp if it is none
     */
    static Head read(Source source) throws IOException, NotHttp {
        return new HeadReader(source).head();
    }

    private Head head() throws IOException, NotHttp {
        String line = line(414, "request line");
        for (int i = 0; line != null && line.isEmpty() && i < BLANK_LINES_BEFORE; i++) {
            line = line(414, "request line");
        }
        if (line == null) {
            return null;
        }
        String[] parts = line.split(" ", -1);
        if (parts.length != 3 || !isToken(parts[0])) {
            throw new NotHttp(400, "request line", "expected METHOD PATH HTTP/1.1");
        }
        int minor = minor(parts[2]);
        Headers headers = new Headers();
        for (String field = field(); !field.isEmpty(); field = field()) {
            add(headers, field);
        }
        return located(parts[0], parts[1], minor, headers);
    }

    private static int minor(String version) throws NotHttp {
        if (!version.matches("HTTP/[0-9]\\.[0-9]")) {
            throw new NotHttp(400, "request line", "expected METHOD PATH HTTP/1.1");
        }
        if (version.charAt(5) != '1') {
            throw new NotHttp(505, "version", "expected HTTP/1.1 or HTTP/1.0, got " + version);
        }
        return version.charAt(7) - '0';
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

    private String field() throws IOException, NotHttp {
        String line = line(431, "headers");
        if (line == null) {
            throw new NotHttp(400, "headers", "expected an empty line behind them, the connection ended before");
        }
        return line;
    }

    private static void add(Headers headers, String line) throws NotHttp {
        if (headers.size() == MOST_FIELDS) {
            throw new NotHttp(431, "headers", "expected at most " + MOST_FIELDS + ", got more");
        }
        int colon = line.indexOf(':');
        if (colon < 1 || !isToken(line.substring(0, colon))) { // also a folded line, or a blank before the colon
            throw new NotHttp(400, "headers", "expected Name: value");
        }
        headers.add(line.substring(0, colon), line.substring(colon + 1).strip());
    }

    /** A line without its end; null where the connection ends before its first byte. */
    private String line(int tooLong, String what) throws IOException, NotHttp {
        byte[] bytes = new byte[128];
        int length = 0;
        for (int next = source.read(); ; next = source.read()) {
            if (next == '\n') {
                return text(bytes, length, what);
            }
            if (next < 0) {
                if (length == 0) {
                    return null;
                }
                throw new NotHttp(400, what, "expected a line end, the connection ended before");
            }
            if (--left < 0 || length == MOST_LINE) {
                throw new NotHttp(
                        tooLong,
                        what,
                        "expected at most " + MOST_BYTES + " bytes of request line and headers, and " + MOST_LINE
                                + " a line, got more");
            }
            if (length == bytes.length) {
                bytes = java.util.Arrays.copyOf(bytes, 2 * length);
            }
            bytes[length++] = (byte) next;
        }
    }

    private static String text(byte[] bytes, int length, String what) throws NotHttp {
        int end = length > 0 && bytes[length - 1] == '\r' ? length - 1 : length;
        for (int i = 0; i < end; i++) {
            if (bytes[i] >= 0 && bytes[i] < ' ' && bytes[i] != '\t' || bytes[i] == 127) {
                throw new NotHttp(400, what, "expected no control characters");
            }
        }
        return new String(bytes, 0, end, StandardCharsets.ISO_8859_1);
    }

    private static boolean isToken(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
            if (!letter && "!#$%&'*+-.^_`|~".indexOf(c) < 0) {
                return false;
            }
        }
        return !text.isEmpty();
    }
}
