package dev.heed.server.wire;

import io.netty.channel.Channel;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * A request's body as it comes: filled by the connection, read by the request's thread; when more lies here than is read, the
 * connection waits.
 */
final class Body extends InputStream {
    private static final int MOST_WAITING = 1 << 20;
    private static final byte[] END = {};

    private final Channel channel;
    private final long stated;
    private final Deque<byte[]> pieces = new ArrayDeque<>(); // guarded by this, as all below
    private int offset; // in the first piece
    private int waiting; // bytes
    private boolean complete; // all of it came
    private boolean ended; // all of it was read
    private IOException torn;
    private long deadline; // in System.nanoTime()

    /** @param stated the bytes it says to have; -1 if it does not say */
    Body(Channel channel, long stated) {
        this.channel = channel;
        this.stated = stated;
        this.complete = stated == 0;
    }

    long stated() {
        return stated;
    }

    /** Whether nothing of it is left to be read. */
    synchronized boolean ended() {
        return ended || complete && pieces.isEmpty();
    }

    /** From here on, reads give up so many milliseconds from now. */
    synchronized void within(long millis) {
        deadline = System.nanoTime() + millis * 1_000_000;
    }

    synchronized void add(byte[] piece) {
        if (piece.length > 0) {
            pieces.add(piece);
            waiting += piece.length;
            if (waiting > MOST_WAITING) {
                channel.config().setAutoRead(false);
            }
            notifyAll();
        }
    }

    synchronized void end() {
        complete = true;
        notifyAll();
    }

    synchronized void tear(IOException why) {
        if (!complete && torn == null) {
            torn = why;
            notifyAll();
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public synchronized int read(byte[] bytes, int at, int length) throws IOException {
        byte[] piece = awaitPiece();
        if (piece == END) {
            ended = true;
            return -1;
        }
        int count = Math.min(length, piece.length - offset);
        System.arraycopy(piece, offset, bytes, at, count);
        offset += count;
        if (offset == piece.length) {
            pieces.remove();
            offset = 0;
        }
        waiting -= count;
        if (waiting <= MOST_WAITING / 2 && !channel.config().isAutoRead()) {
            channel.config().setAutoRead(true);
        }
        return count;
    }

    private byte[] awaitPiece() throws IOException {
        while (pieces.isEmpty()) {
            if (complete) {
                return END;
            }
            if (torn != null) {
                throw torn;
            }
            long millis = (deadline - System.nanoTime()) / 1_000_000;
            if (millis < 1) {
                throw new SocketTimeoutException("too slow");
            }
            try {
                wait(millis);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("the server is stopping", e);
            }
        }
        return pieces.peek();
    }

    /** Of a connection that ended before the body did. */
    static IOException cut() {
        return new EOFException("the connection ended before the body did");
    }
}
