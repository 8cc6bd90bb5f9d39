package dev.heed.server;

import dev.heed.Encoder;
import dev.heed.server.http.Files;
import dev.heed.server.http.Limits;
import dev.heed.server.http.Listener;
import dev.heed.server.http.Room;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The web page and the HTTP interface, on one port. Listens from {@link #start} until {@link #close}. Thread-safe.
 *
 * <pre>{@code
 * try (var encoder = Encoder.open(Models.minilm());
 *         var server = HeedServer.start(HeedServer.Options.LOCAL.port(0), List.of(encoder))) {
 *     System.out.println(server.address());
 * }
 * }</pre>
 */
public final class HeedServer implements AutoCloseable {
    private final Options options;
    private final Listener listener;

    /**
     * Where to listen and what a request may cost.
     *
     * @param host an address or a name of this machine
     * @param port 0 for any free one
     * @param names hosts that may be asked for by name, beside {@code localhost} and {@code host}
     */
    public record Options(String host, int port, Set<String> names, Limits limits) {
        /** This machine only, port 8080. */
        public static final Options LOCAL = new Options("127.0.0.1", 8080, Set.of(), Limits.USUAL);

        public Options {
            Objects.requireNonNull(host, "host");
            Objects.requireNonNull(limits, "limits");
            names = Set.copyOf(names);
            if (port < 0 || port > 65_535) {
                throw new IllegalArgumentException("port: expected 0 to 65535, got " + port);
            }
        }

        /** The same at another host. */
        public Options host(String name) {
            return new Options(name, port, names, limits);
        }

        /** The same on another port. */
        public Options port(int number) {
            return new Options(host, number, names, limits);
        }

        /** The same with other names that it may be asked by. */
        public Options names(Set<String> others) {
            return new Options(host, port, others, limits);
        }

        /** The same with other limits. */
        public Options limits(Limits others) {
            return new Options(host, port, names, others);
        }
    }

    private HeedServer(Options options, Listener listener) {
        this.options = options;
        this.listener = listener;
    }

    /**
     * Starts listening.
     *
     * @param encoders what requests may ask for by name, the first where they name none; they stay the caller's to close,
     *     after the server
     * @throws IllegalArgumentException if the host is unknown, the port is taken, or two encoders have one name
     */
    public static HeedServer start(Options options, List<Encoder> encoders) {
        Map<String, Room> rooms = Rooms.of(new Served(encoders));
        Set<String> names = new java.util.TreeSet<>(options.names());
        names.add(options.host());
        try {
            InetAddress address = InetAddress.getByName(options.host());
            checkFree(address, options.port());
            Listener listener =
                    new Listener(address, options.port(), names, options.limits(), rooms, new Files(Page.files()));
            return new HeedServer(options, listener);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("host: expected one of this machine, got " + options.host(), e);
        }
    }

    /** The web server would only log that a port is taken. */
    private static void checkFree(InetAddress address, int port) {
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(address, port));
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "port " + port + ": expected to listen there on " + address.getHostAddress() + ", got "
                            + e.getMessage() + "; another port may be free, 0 takes any",
                    e);
        }
    }

    /** Where a browser finds it: {@code http://127.0.0.1:8080/}. */
    public String address() {
        String host = options.host();
        return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port() + "/";
    }

    /** The port. */
    public int port() {
        return listener.port();
    }

    /** Stops listening; requests under way have half a second. */
    @Override
    public void close() {
        listener.close();
    }
}
