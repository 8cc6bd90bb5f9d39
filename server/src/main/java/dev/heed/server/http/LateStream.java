package dev.heed.server.http;

import dev.heed.server.wire.Exchange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** An answer that is sent whole if it is small, and piece by piece once it is not. Not thread-safe. */
final class LateStream extends OutputStream {
    private static final int SMALL = 65_536;

    private final Exchange exchange;
    private final ByteArrayOutputStream small = new ByteArrayOutputStream();
    private OutputStream stream; // null while it is small

    LateStream(Exchange exchange) {
        this.exchange = exchange;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        if (stream == null && small.size() + length > SMALL) {
            stream = exchange.stream();
            small.writeTo(stream);
        }
        if (stream == null) {
            small.write(bytes, offset, length);
        } else {
            stream.write(bytes, offset, length);
        }
    }

    /** All of it is written. */
    void end() throws IOException {
        if (stream == null) {
            exchange.send(small.toByteArray());
        } else {
            stream.close();
        }
    }
}
