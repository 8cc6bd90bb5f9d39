package dev.heed.server.wire;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.LastHttpContent;
import java.io.IOException;
import java.io.OutputStream;
import java.util.function.IntConsumer;

/** An answer piece by piece: what was written since the last flush goes as one. Confined to one thread. */
final class PieceOutput extends OutputStream {
    private static final int CAPACITY = 16_384;

    private final Outlet outlet;
    private final boolean silent;
    private final IntConsumer counted;
    private byte[] buffer = new byte[CAPACITY];
    private int length;
    private boolean ended;

    /**
     * @param silent nothing is written: the answer to HEAD
     * @param counted takes the number of bytes of each piece sent
     */
    PieceOutput(Outlet outlet, boolean silent, IntConsumer counted) {
        this.outlet = outlet;
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
            System.arraycopy(bytes, offset + done, buffer, length, piece);
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
        byte[] piece = buffer;
        int count = length;
        length = 0;
        if (!silent) {
            buffer = new byte[CAPACITY]; // the other is the connection's now
            outlet.write(new DefaultHttpContent(Unpooled.wrappedBuffer(piece, 0, count)));
        }
    }

    /** Says that this is all; without it the caller sees that the answer was torn. */
    @Override
    public void close() throws IOException {
        if (ended) {
            return;
        }
        flush();
        outlet.write(LastHttpContent.EMPTY_LAST_CONTENT);
        ended = true;
    }
}
