package dev.heed.server;

import dev.heed.Cut;
import dev.heed.Encoder;
import dev.heed.GenerateOptions;
import dev.heed.Generation;
import dev.heed.LanguageModel;
import dev.heed.MultiVectorEncoder;
import dev.heed.Overflow;
import dev.heed.Reranker;
import dev.heed.SharedThreads;
import dev.heed.SparseEncoder;
import dev.heed.StaticEncoder;
import dev.heed.Translator;
import dev.heed.server.chat.Chats;
import dev.heed.server.count.AccessLog;
import dev.heed.server.count.Metrics;
import dev.heed.server.count.Traces;
import dev.heed.server.http.Access;
import dev.heed.server.http.ErrorForm;
import dev.heed.server.http.Files;
import dev.heed.server.http.Gate;
import dev.heed.server.http.Limits;
import dev.heed.server.http.RoomEndpoint;
import dev.heed.server.http.Route;
import dev.heed.server.http.Route.Guard;
import dev.heed.server.http.Site;
import dev.heed.server.http.Stage;
import dev.heed.server.http.Witness;
import dev.heed.server.program.Catalog;
import dev.heed.server.program.Programs;
import dev.heed.server.program.Work;
import dev.heed.server.schedule.Capacity;
import dev.heed.server.schedule.Scheduler;
import dev.heed.server.wire.Listener;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The web page, its interface and that of programs, on one port. Listens from {@link #listen} until {@link #close}; answers
 * with models once they are given to {@link #serve}. Thread-safe.
 *
 * <pre>{@code
 * try (var encoder = Encoder.open(Models.minilm());
 *         var server = HeedServer.start(HeedServer.Options.LOCAL.port(0), List.of(encoder))) {
 *     System.out.println(server.address());
 * }
 * }</pre>
 */
public final class HeedServer implements AutoCloseable {
    /** The version of this build, that of its artifacts. */
    public static final String VERSION = "0.1.0";

    private final Options options;
    private final SharedThreads threads;
    private final Scheduler scheduler;
    private final Catalog catalog;
    private final Metrics metrics = new Metrics();
    private final Listener listener;
    private volatile Stage stage = Stage.LOADING;

    /**
     * Where a server listens, who may ask and what it may cost. Immutable.
     *
     * @param host an address or a name of this machine
     * @param port 0 for any free one
     * @param site names and origins by which it may be asked
     * @param access who has a key
     * @param limits what a request may cost
     * @param capacity how much is computed, and how much may wait
     * @param overflow what happens to texts that are too long, if a request does not say
     * @param aliases other names of models, each with the model's own
     * @param grace how long requests under way have to end when it is closed
     * @param accessLog takes a line a request; null for none; not closed
     */
    public record Options(
            String host,
            int port,
            Site site,
            Access access,
            Limits limits,
            Capacity capacity,
            Overflow overflow,
            Map<String, String> aliases,
            Duration grace,
            OutputStream accessLog) {
        /** This machine only, port 8080. */
        public static final Options LOCAL = new Options(
                "127.0.0.1",
                8080,
                Site.LOCAL,
                Access.OPEN,
                Limits.USUAL,
                Capacity.USUAL,
                Overflow.TRUNCATE,
                Map.of(),
                Duration.ofSeconds(30),
                null);

        public Options {
            Objects.requireNonNull(host, "host");
            Objects.requireNonNull(limits, "limits");
            aliases = Map.copyOf(aliases);
            if (port < 0 || port > 65_535) {
                throw new IllegalArgumentException("port: expected 0 to 65535, got " + port);
            }
        }

        /** The same at another host. */
        public Options host(String name) {
            return new Options(name, port, site, access, limits, capacity, overflow, aliases, grace, accessLog);
        }

        /** The same on another port. */
        public Options port(int number) {
            return new Options(host, number, site, access, limits, capacity, overflow, aliases, grace, accessLog);
        }

        /** The same with other names that it may be asked by. */
        public Options names(Set<String> others) {
            return site(site.names(others));
        }

        /** The same with other names and origins. */
        public Options site(Site other) {
            return new Options(host, port, other, access, limits, capacity, overflow, aliases, grace, accessLog);
        }

        /** The same with other keys. */
        public Options access(Access other) {
            return new Options(host, port, site, other, limits, capacity, overflow, aliases, grace, accessLog);
        }

        /** The same with other limits. */
        public Options limits(Limits others) {
            return new Options(host, port, site, access, others, capacity, overflow, aliases, grace, accessLog);
        }

        /** The same with another capacity. */
        public Options capacity(Capacity other) {
            return new Options(host, port, site, access, limits, other, overflow, aliases, grace, accessLog);
        }

        /** The same with another policy for texts that are too long. */
        public Options overflow(Overflow other) {
            return new Options(host, port, site, access, limits, capacity, other, aliases, grace, accessLog);
        }

        /** The same with other names of models. */
        public Options aliases(Map<String, String> others) {
            return new Options(host, port, site, access, limits, capacity, overflow, others, grace, accessLog);
        }

        /** The same with another time to end. */
        public Options grace(Duration other) {
            return new Options(host, port, site, access, limits, capacity, overflow, aliases, other, accessLog);
        }

        /** The same with a line a request. */
        public Options accessLog(OutputStream out) {
            return new Options(host, port, site, access, limits, capacity, overflow, aliases, grace, out);
        }
    }

    private HeedServer(Options options) {
        this.options = options;
        this.threads = SharedThreads.of(options.capacity().threads());
        this.scheduler = new Scheduler(options.capacity(), threads, metrics);
        this.catalog = new Catalog(options.aliases());
        metrics.watch(scheduler);
        try {
            this.listener = new Listener(address(options.host()), options.port(), gate());
        } catch (IOException e) {
            threads.close();
            throw new IllegalArgumentException(
                    "port " + options.port() + ": expected to listen there on " + options.host() + ", got "
                            + e.getMessage() + "; another port may be free, 0 takes any",
                    e);
        }
    }

    private static InetAddress address(String host) {
        try {
            return InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("host: expected one of this machine, got " + host, e);
        }
    }

    /**
     * Starts listening; until models are there it only tells that it lives.
     *
     * @throws IllegalArgumentException if the host is unknown or the port is taken
     */
    public static HeedServer listen(Options options) {
        return new HeedServer(options);
    }

    /**
     * Starts listening and serves the models.
     *
     * @param encoders as for {@link #serve}
     * @throws IllegalArgumentException as {@link #listen} and {@link #serve}
     */
    public static HeedServer start(Options options, List<Encoder> encoders) {
        HeedServer server = listen(options);
        try {
            server.serve(encoders);
        } catch (Throwable e) {
            server.close();
            throw e;
        }
        return server;
    }

    /** The threads that compute; models that are opened with them use no others. */
    public SharedThreads threads() {
        return threads;
    }

    /** Answers with these models that embed from now on; as {@link #serve(List, List, List, List, List, List, List)}. */
    public void serve(List<Encoder> encoders) {
        serve(encoders, List.of(), List.of());
    }

    /** Answers with these models that embed and that write from now on; as {@link #serve(List, List, List, List, List, List, List)}. */
    public void serve(List<Encoder> encoders, List<LanguageModel> languages) {
        serve(encoders, languages, List.of());
    }

    /** Answers with these models that embed, write and rank from now on; as {@link #serve(List, List, List, List, List, List, List)}. */
    public void serve(List<Encoder> encoders, List<LanguageModel> languages, List<Reranker> rerankers) {
        serve(encoders, languages, rerankers, List.of(), List.of(), List.of());
    }

    /** Answers with these models that do not translate from now on; as {@link #serve(List, List, List, List, List, List, List)}. */
    public void serve(
            List<Encoder> encoders,
            List<LanguageModel> languages,
            List<Reranker> rerankers,
            List<SparseEncoder> sparse,
            List<StaticEncoder> statics) {
        serve(encoders, languages, rerankers, sparse, statics, List.of());
    }

    /** Answers with these models that have one vector a text from now on; as {@link #serve(List, List, List, List, List, List, List)}. */
    public void serve(
            List<Encoder> encoders,
            List<LanguageModel> languages,
            List<Reranker> rerankers,
            List<SparseEncoder> sparse,
            List<StaticEncoder> statics,
            List<Translator> translators) {
        serve(encoders, languages, rerankers, sparse, statics, translators, List.of());
    }

    /**
     * Answers with these models from now on.
     *
     * @param encoders what requests for vectors may ask for by name, the first where they name none; they stay the caller's
     *     to close, after the server
     * @param languages what requests for texts may ask for, likewise
     * @param rerankers what requests to rank texts may ask for, likewise
     * @param sparse what requests for the weights of pieces may ask for, likewise
     * @param statics models without layers that requests for vectors may ask for, likewise; behind the encoders
     * @param translators what requests to translate may ask for, likewise
     * @param multis models for late interaction that requests for vectors of tokens may ask for, likewise; behind the encoders
     * @throws IllegalArgumentException if there is none, or two have one name
     */
    public void serve(
            List<Encoder> encoders,
            List<LanguageModel> languages,
            List<Reranker> rerankers,
            List<SparseEncoder> sparse,
            List<StaticEncoder> statics,
            List<Translator> translators,
            List<MultiVectorEncoder> multis) {
        catalog.fill(encoders, languages, rerankers, sparse, statics, translators, multis);
        for (Encoder encoder : encoders) {
            metrics.tell(encoder.model().name(), encoder.kernel(), encoder.precision());
            encoder.embedPrepared(List.of(encoder.prepare("warm", Overflow.TRUNCATE, Cut.END)));
        }
        for (LanguageModel model : languages) {
            metrics.tell(model.model().name(), model.kernel(), model.precision());
            try (Generation text = model.generate(model.prompt("warm"), GenerateOptions.DEFAULT.maxTokens(1))) {
                text.readAll();
            }
        }
        for (Reranker model : rerankers) {
            metrics.tell(model.model().name(), model.kernel(), model.precision());
            model.scorePrepared(model.prepare("warm", List.of("warm")));
        }
        for (SparseEncoder model : sparse) {
            metrics.tell(model.model().name(), model.kernel(), "fp32");
            model.embed("warm");
        }
        for (MultiVectorEncoder model : multis) {
            metrics.tell(model.model().name(), model.kernel(), "fp32");
            model.embedDocument("warm");
        }
        for (Translator model : translators) {
            metrics.tell(model.info().name(), model.kernel(), model.precision());
        }
        for (StaticEncoder model : statics) {
            metrics.tell(model.model().name(), "none", "fp32");
        }
        stage = Stage.READY;
    }

    private Gate gate() {
        List<Witness> witnesses =
                new ArrayList<>(List.of(metrics, new Traces(options.site().trustsForwarded())));
        if (options.accessLog() != null) {
            witnesses.add(new AccessLog(options.accessLog(), options.site().trustsForwarded()));
        }
        return new Gate(
                new Gate.Rules(options.host(), options.site(), options.access(), options.limits()),
                routes(),
                new Files(Page.files()),
                witnesses,
                () -> stage);
    }

    private List<Route> routes() {
        List<Route> routes = new ArrayList<>();
        Rooms.of(new Served(catalog))
                .forEach((name, room) -> routes.add(new Route(
                        "POST",
                        "/api/" + name,
                        ErrorForm.HEED,
                        Guard.MODELS,
                        new RoomEndpoint(room, scheduler, options.limits().answer()))));
        routes.addAll(Programs.routes(new Work(catalog, scheduler, options.overflow()), options.capacity(), VERSION));
        routes.addAll(Chats.routes(catalog));
        routes.addAll(new Probes(() -> stage).routes());
        routes.add(new Route("GET", "/metrics", ErrorForm.HEED, Guard.NONE, metrics));
        return routes;
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

    /** Says that it will not be there for long, so that a load balancer sends nothing more; answers on. */
    public void leave() {
        stage = Stage.LEAVING;
    }

    /** Takes nothing new on, ends what is under way within the grace that the options give, and stops listening. */
    @Override
    public void close() {
        stage = Stage.DRAINING;
        listener.close(options.grace());
        catalog.languages().forEach(served -> served.loop().close());
        scheduler.close();
        threads.close();
    }

    @Override
    public String toString() {
        return "HeedServer[" + address() + "]";
    }
}
