package dev.heed.server.wire;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;

/** One caller's connection: requests one behind the other until either side ends it. */
final class Connection implements Runnable {
    private static final long LINGER_MILLIS = 5_000;

    private final Socket socket;
    private final Handler handler;
    private final Waits waits;
    private final Sink sink;
    private final Source source;
    private volatile boolean busy; // from a head's first byte to the answer's last
    private volatile boolean last; // no request behind this one

    /**
     * How long a connection waits.
     *
     * @param idleMillis for a request
     * @param headMillis from a head's first byte to its last
     */
    record Waits(long idleMillis, long headMillis) {}

    Connection(Socket socket, Handler handler, Waits waits) throws IOException {
        this.socket = socket;
        this.handler = handler;
        this.waits = waits;
        this.sink = new Sink(socket.getOutputStream());
        this.source = new Source(socket);
    }

    @Override
    public void run() {
        try (socket) {
            boolean more = serveOne();
            while (more && !last) {
                more = serveOne();
            }
            linger();
        } catch (IOException e) {
            // the caller is gone, or was idle too long
        }
    }

    /** Whether a request is under way. */
    boolean busy() {
        return busy;
    }

    /** Ends the connection behind the request under way. */
    void endSoon() {
        last = true;
    }

    /** Ends it now if its reader has kept a write waiting for longer than this. */
    void closeIfStalled(long nanos) {
        if (sink.stalled(nanos)) {
            abort();
        }
    }

    /** Ends it now. */
    void abort() {
        try {
            socket.close();
        } catch (IOException e) {
            // it is over either way
        }
    }

    /** Whether another may follow. */
    private boolean serveOne() throws IOException {
        source.within(waits.idleMillis());
        if (!source.awaits()) {
            return false;
        }
        busy = true;
        try {
            source.within(waits.headMillis());
            return answered();
        } finally {
            busy = false;
        }
    }

    private boolean answered() throws IOException {
        Head head = null;
        try {
            head = HeadReader.read(source);
            if (head == null) {
                return false;
            }
            Framing body = Framing.of(head, source);
            Exchange exchange = new Exchange(head, source, body, sink, socket.getInetAddress(), last);
            handler.handle(exchange);
            return exchange.reusable();
        } catch (NotHttp e) {
            refuse(e);
        } catch (SocketTimeoutException e) {
            if (head == null) {
                refuse(new NotHttp(408, "request", "expected its head within " + waits.headMillis() / 1000 + " s"));
            }
        }
        return false;
    }

    private void refuse(NotHttp why) throws IOException {
        handler.refuse(why, new Exchange(null, source, null, sink, socket.getInetAddress(), true));
    }

    /** Lets the caller read the last answer although it may still be sending: a reset would take it away. */
    private void linger() throws IOException {
        socket.shutdownOutput();
        source.within(LINGER_MILLIS);
        byte[] unread = new byte[8_192];
        while (source.read(unread, 0, unread.length) >= 0) {
            // what comes now is for nobody
        }
    }
}
