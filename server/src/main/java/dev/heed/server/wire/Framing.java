package dev.heed.server.wire;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * A request's body: as long as its head says, or in chunks (RFC 9112, sections 6 and 7). Confined to one thread.
 */
final class Framing extends InputStream {
    private static final int MOST_CHUNK_LINE = 256;
    private static final int MOST_TRAILER = 8_192;

    private final Source source;
    private final boolean chunked;
    private long left; // of the body, or of the chunk; -1 once the end was read
    private boolean first = true;

    private Framing(Source source, boolean chunked, long length) {
        this.source = source;
        this.chunked = chunked;
        this.left = chunked ? 0 : length;
    }

    /** @throws NotHttp if the head does not say how long it is, or says it twice */
    static Framing of(Head head, Source source) throws NotHttp {
        List<String> encodings = head.headers().all("transfer-encoding");
        List<String> lengths = head.headers().all("content-length");
        if (encodings.isEmpty()) {
            return new Framing(source, false, lengths.isEmpty() ? 0 : length(lengths));
        }
        if (!lengths.isEmpty() || head.minor() == 0) {
            throw new NotHttp(400, "Transfer-Encoding", "expected it without Content-Length, and in HTTP/1.1");
        }
        if (encodings.size() > 1 || !encodings.getFirst().equalsIgnoreCase("chunked")) {
            throw new NotHttp(501, "Transfer-Encoding", "expected chunked, got " + String.join(", ", encodings));
        }
        return new Framing(source, true, 0);
    }

    private static long length(List<String> values) throws NotHttp {
        String value = values.getFirst();
        boolean same = values.stream().allMatch(value::equals);
        if (!same || !value.matches("[0-9]{1,15}")) {
            throw new NotHttp(400, "Content-Length", "expected one number, got " + String.join(", ", values));
        }
        return Long.parseLong(value);
    }

    /** The bytes it says to have; -1 if it does not say. */
    long stated() {
        return chunked ? -1 : left;
    }

    /** Whether nothing of it is left to be read. */
    boolean ended() {
        return chunked ? left < 0 : left == 0;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (chunked && left == 0) {
            nextChunk();
        }
        if (left <= 0) {
            return -1;
        }
        int count = source.read(bytes, offset, (int) Math.min(length, left));
        if (count < 0) {
            throw new EOFException("the connection ended before the body did");
        }
        left -= count;
        return count;
    }

    private void nextChunk() throws IOException {
        if (!first && !line().isEmpty()) {
            throw new IOException("expected a line end behind a chunk");
        }
        first = false;
        String size = line().split(";", 2)[0].strip();
        if (!size.matches("[0-9a-fA-F]{1,12}")) {
            throw new IOException("expected a chunk's size");
        }
        left = Long.parseLong(size, 16);
        if (left == 0) {
            trailer();
            left = -1;
        }
    }

    private void trailer() throws IOException {
        int total = 0;
        for (String line = line(); !line.isEmpty(); line = line()) {
            total += line.length();
            if (total > MOST_TRAILER) {
                throw new IOException("expected fewer fields behind the last chunk");
            }
        }
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = source.read(); next != '\n'; next = source.read()) {
            if (next < 0 || line.length() == MOST_CHUNK_LINE) {
                throw new EOFException("expected a line of a chunked body");
            }
            line.append((char) next);
        }
        int length = line.length();
        return length > 0 && line.charAt(length - 1) == '\r' ? line.substring(0, length - 1) : line.toString();
    }
}
