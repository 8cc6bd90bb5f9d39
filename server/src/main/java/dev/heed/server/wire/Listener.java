package dev.heed.server.wire;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Listens on a port and gives each connection a virtual thread. Thread-safe. */
public final class Listener implements AutoCloseable {
    private static final int BACKLOG = 1_024;
    private static final int MOST_CONNECTIONS = 1_024;
    private static final Connection.Waits WAITS = new Connection.Waits(120_000, 10_000);
    private static final long STALLED_NANOS = Duration.ofSeconds(30).toNanos();
    private static final int LOOK_MILLIS = 50;
    private static final long LOOK_NANOS = Duration.ofSeconds(1).toNanos();
    /** For those who came while it was closing: they are told so. */
    private static final Duration LAST_CALL = Duration.ofSeconds(1);

    private final ServerSocket socket;
    private final Handler handler;
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    private final Thread acceptor;
    private volatile boolean ending; // no second request on a connection
    private volatile long closingEnd; // System.nanoTime(); written before closing
    private volatile boolean closing; // nobody new

    /**
     * Starts listening.
     *
     * @param port 0 for any free one
     * @throws IOException if the port is taken
     */
    public Listener(InetAddress address, int port, Handler handler) throws IOException {
        this.handler = handler;
        this.socket = new ServerSocket();
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(address, port), BACKLOG);
        socket.setSoTimeout(LOOK_MILLIS);
        this.acceptor = Thread.ofPlatform().daemon().name("heed-listener").start(this::accept);
    }

    /** The port. */
    public int port() {
        return socket.getLocalPort();
    }

    /** Connections that are open. */
    public int connections() {
        return connections.size();
    }

    private void accept() {
        long looked = System.nanoTime();
        while (!closing || System.nanoTime() - closingEnd < 0) {
            try {
                begin(socket.accept());
            } catch (SocketTimeoutException e) {
                if (closing) {
                    return; // nobody is left in front of the door
                }
            } catch (IOException e) {
                pause(); // out of descriptors, say: those in use will end
            }
            if (System.nanoTime() - looked > LOOK_NANOS) {
                looked = System.nanoTime();
                connections.forEach(connection -> connection.closeIfStalled(STALLED_NANOS));
            }
        }
    }

    private void begin(Socket accepted) throws IOException {
        if (connections.size() >= MOST_CONNECTIONS) {
            accepted.close();
            return;
        }
        accepted.setTcpNoDelay(true);
        Connection connection = new Connection(accepted, handler, WAITS);
        if (ending) {
            connection.endSoon();
        }
        connections.add(connection);
        Thread.ofVirtual().name("heed-connection").start(() -> {
            try {
                connection.run();
            } finally {
                connections.remove(connection);
            }
        });
    }

    /** Stops: requests under way have so long to end, then their connections are closed. */
    public void close(Duration grace) {
        ending = true;
        connections.forEach(Connection::endSoon);
        awaitIdle(grace);
        closingEnd = System.nanoTime() + LAST_CALL.toNanos();
        closing = true;
        try {
            acceptor.join();
            socket.close();
        } catch (IOException | InterruptedException e) {
            // nobody is accepted any more either way
        }
        awaitIdle(LAST_CALL);
        connections.forEach(Connection::abort);
    }

    private void awaitIdle(Duration longest) {
        long end = System.nanoTime() + longest.toNanos();
        while (System.nanoTime() - end < 0 && connections.stream().anyMatch(Connection::busy)) {
            pause();
        }
    }

    @Override
    public void close() {
        close(Duration.ofMillis(500));
    }

    private static void pause() {
        try {
            Thread.sleep(5);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
