package dev.heed.server.wire;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.IntConsumer;

/** An answer piece by piece: what was written since the last flush is one chunk. Confined to one thread. */
final class ChunkedOutput extends OutputStream {
    private static final int CAPACITY = 16_384;
    private static final int ROOM = 8; // for a chunk's size, in front
    private static final byte[] LAST = "0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final Sink sink;
    private final boolean chunked;
    private final boolean silent;
    private final IntConsumer counted;
    private final byte[] buffer = new byte[ROOM + CAPACITY + 2];
    private int length;
    private boolean ended;

    /**
     * @param silent nothing is written: the answer to HEAD
     * @param counted takes the number of bytes of each piece sent
     */
    ChunkedOutput(Sink sink, boolean chunked, boolean silent, IntConsumer counted) {
        this.sink = sink;
        this.chunked = chunked;
        this.silent = silent;
        this.counted = counted;
    }

    boolean ended() {
        return ended;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int count) throws IOException {
        for (int done = 0; done < count; ) {
            if (length == CAPACITY) {
                flush();
            }
            int piece = Math.min(count - done, CAPACITY - length);
            System.arraycopy(bytes, offset + done, buffer, ROOM + length, piece);
            length += piece;
            done += piece;
        }
    }

    @Override
    public void flush() throws IOException {
        if (length == 0) {
            return;
        }
        counted.accept(length);
        int count = length;
        length = 0;
        if (silent) {
            return;
        }
        if (!chunked) {
            sink.write(buffer, ROOM, count);
            return;
        }
        byte[] size = (Integer.toHexString(count) + "\r\n").getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(size, 0, buffer, ROOM - size.length, size.length);
        buffer[ROOM + count] = '\r';
        buffer[ROOM + count + 1] = '\n';
        sink.write(buffer, ROOM - size.length, size.length + count + 2);
    }

    /** Says that this is all; without it the caller sees that the answer was torn. */
    @Override
    public void close() throws IOException {
        if (ended) {
            return;
        }
        flush();
        if (chunked && !silent) {
            sink.write(LAST, 0, LAST.length);
        }
        ended = true;
    }
}
