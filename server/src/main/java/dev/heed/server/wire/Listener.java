package dev.heed.server.wire;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Listens on a port; gives each request a virtual thread. Thread-safe. */
public final class Listener implements AutoCloseable {
    private static final int BACKLOG = 1_024;
    private static final int MOST_CONNECTIONS = 1_024;
    private static final Connection.Waits WAITS = new Connection.Waits(120_000, 10_000);
    private static final long LOOK_MILLIS = 1_000;
    /** For those who came while it was closing: they are told so. */
    private static final Duration LAST_CALL = Duration.ofSeconds(1);

    private final EventLoopGroup loops;
    private final Channel socket;
    private final Handler handler;
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    private volatile boolean ending; // no second request on a connection

    /**
     * Starts listening.
     *
     * @param port 0 for any free one
     * @throws IOException if the port is taken
     */
    public Listener(InetAddress address, int port, Handler handler) throws IOException {
        this.handler = handler;
        this.loops = new MultiThreadIoEventLoopGroup(
                1, new DefaultThreadFactory("heed-listener", true), NioIoHandler.newFactory());
        var bound = new ServerBootstrap()
                .group(loops)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel accepted) {
                        begin(accepted);
                    }
                })
                .bind(new InetSocketAddress(address, port))
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            loops.shutdownGracefully(0, 0, TimeUnit.SECONDS);
            throw new IOException(bound.cause().getMessage(), bound.cause());
        }
        this.socket = bound.channel();
    }

    /** The port. */
    public int port() {
        return ((InetSocketAddress) socket.localAddress()).getPort();
    }

    /** Connections that are open. */
    public int connections() {
        return connections.size();
    }

    private void begin(SocketChannel accepted) {
        if (connections.size() >= MOST_CONNECTIONS) {
            accepted.close();
            return;
        }
        AnswerEncoder encoder = new AnswerEncoder();
        Connection connection = new Connection(accepted, handler, WAITS, encoder);
        if (ending) {
            connection.endSoon();
        }
        accepted.pipeline().addLast(new RequestDecoder(connection::bytesCame), encoder, connection);
        connections.add(connection);
        var look = accepted.eventLoop()
                .scheduleAtFixedRate(
                        () -> connection.closeIfLate(System.nanoTime()),
                        LOOK_MILLIS,
                        LOOK_MILLIS,
                        TimeUnit.MILLISECONDS);
        accepted.closeFuture().addListener(closed -> {
            look.cancel(false);
            connections.remove(connection);
        });
    }

    /** Stops: requests under way have so long to end, then their connections are closed. */
    public void close(Duration grace) {
        ending = true;
        connections.forEach(Connection::endSoon);
        awaitIdle(grace);
        awaitIdleSinceLastCall();
        socket.close().awaitUninterruptibly();
        awaitIdle(LAST_CALL);
        connections.forEach(Connection::abort);
        loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(3, TimeUnit.SECONDS);
    }

    /** Whoever stands in front of the door is let in and told; nobody for a moment is the end. */
    private void awaitIdleSinceLastCall() {
        long end = System.nanoTime() + LAST_CALL.toNanos();
        for (int quiet = 0; quiet < 10 && System.nanoTime() - end < 0; quiet++) {
            if (connections.stream().anyMatch(Connection::busy)) {
                quiet = 0;
            }
            pause();
        }
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
