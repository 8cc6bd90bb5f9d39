package dev.heed.server.wire;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;

/**
 * The bytes that come over one connection, with a deadline. While nobody reads, it can be watched: then a thread waits for
 * the next byte, and an end tells that the caller is gone; what it got is read later. Confined to the connection's thread.
 */
final class Source {
    private static final int CAPACITY = 16_384;

    private final Socket socket;
    private final InputStream in;
    private final byte[] buffer = new byte[CAPACITY];
    private int from;
    private int to;
    private long deadline; // in System.nanoTime()
    private Thread watcher;
    private volatile boolean ended;

    Source(Socket socket) throws IOException {
        this.socket = socket;
        this.in = socket.getInputStream();
    }

    /** From here on, reads give up so many milliseconds from now. */
    void within(long millis) {
        deadline = System.nanoTime() + millis * 1_000_000;
    }

    /** The next byte; -1 at the end. */
    int read() throws IOException {
        return from < to || fill() ? buffer[from++] & 0xff : -1;
    }

    /** Up to {@code length} bytes; -1 at the end. */
    int read(byte[] bytes, int offset, int length) throws IOException {
        if (from == to && !fill()) {
            return -1;
        }
        int count = Math.min(length, to - from);
        System.arraycopy(buffer, from, bytes, offset, count);
        from += count;
        return count;
    }

    /** Whether a byte is there or comes before the deadline; false at the end. */
    boolean awaits() throws IOException {
        return from < to || fill();
    }

    /** Looks for the end of the stream meanwhile, unless more was sent already. */
    void watch(Runnable gone) {
        if (from < to || watcher != null || ended) {
            return;
        }
        watcher = Thread.ofVirtual().name("heed-watch").start(() -> {
            try {
                socket.setSoTimeout(0);
                int count = in.read(buffer, 0, CAPACITY);
                if (count > 0) {
                    from = 0;
                    to = count;
                    return;
                }
            } catch (IOException e) {
                // closed or reset: gone as well
            }
            ended = true;
            gone.run();
        });
    }

    private boolean fill() throws IOException {
        if (watcher != null) {
            return watched();
        }
        if (ended) {
            return false;
        }
        socket.setSoTimeout(left());
        int count = in.read(buffer, 0, CAPACITY);
        ended = count < 0;
        from = 0;
        to = Math.max(0, count);
        return count > 0;
    }

    /** What the watcher got. */
    private boolean watched() throws IOException {
        try {
            if (!watcher.join(java.time.Duration.ofMillis(left()))) {
                throw new SocketTimeoutException("nothing came");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("the server is stopping", e);
        }
        watcher = null;
        return from < to || fill();
    }

    private int left() throws SocketTimeoutException {
        long millis = (deadline - System.nanoTime()) / 1_000_000;
        if (millis < 1) {
            throw new SocketTimeoutException("too slow");
        }
        return (int) Math.min(millis, Integer.MAX_VALUE);
    }
}
