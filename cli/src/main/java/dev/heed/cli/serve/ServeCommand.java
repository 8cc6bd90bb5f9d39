package dev.heed.cli.serve;

import dev.heed.Encoder;
import dev.heed.Models;
import dev.heed.cli.console.CommandBase;
import dev.heed.cli.console.Failures;
import dev.heed.cli.console.Streams;
import dev.heed.cli.console.WrongUsage;
import dev.heed.server.HeedServer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code heed serve}. */
@Command(
        name = "serve",
        header = {"Serves the web page and the HTTP interface until it is interrupted.", ""},
        sortOptions = false,
        abbreviateSynopsis = true,
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  heed serve",
            "      prints the address to open, http://127.0.0.1:8080/; Ctrl-C stops it",
            "  heed serve --port 0",
            "      on any free port",
            "  curl -H 'Content-Type: application/json' \\",
            "      -d '{\"text\":\"bank grows money\",\"simple\":true}' localhost:8080/api/attend"
        })
public final class ServeCommand extends CommandBase {
    @Option(
            names = "--host",
            paramLabel = "HOST",
            defaultValue = "127.0.0.1",
            order = 1,
            description =
                    "Where to listen: an address or a name of this machine. Default: 127.0.0.1, this machine only.")
    private String host;

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "8080",
            order = 2,
            description = "The port; 0 for any free one. Default: 8080.")
    private int port;

    @Option(
            names = "--allow-host",
            paramLabel = "NAME",
            order = 3,
            description =
                    "A name by which others may ask for this server; repeatable. Addresses and localhost always may.")
    private List<String> allowed = List.of();

    @Option(
            names = "--model",
            paramLabel = "NAME|DIR",
            order = 20,
            description =
                    "A model that may be asked for; repeatable, the first is the default. Default: all-MiniLM-L6-v2.")
    private List<String> models = List.of("all-MiniLM-L6-v2");

    /** @param streams of this run */
    public ServeCommand(Streams streams) {
        super(streams);
    }

    @Override
    protected int run() throws IOException {
        if (port < 0 || port > 65_535) {
            throw new WrongUsage("--port: expected 0 to 65535, got " + port);
        }
        List<Encoder> encoders = new ArrayList<>();
        try {
            for (String model : models) {
                encoders.add(Encoder.open(Models.find(model)));
            }
            serve(encoders);
        } finally {
            encoders.forEach(Encoder::close);
        }
        return Failures.OK;
    }

    private void serve(List<Encoder> encoders) throws IOException {
        CountDownLatch stopped = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        // an interrupt ends the JVM: the hook waits until what is under way is answered
        Thread hook = new Thread(() -> {
            stopped.countDown();
            try {
                closed.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        HeedServer.Options options =
                HeedServer.Options.LOCAL.host(host).port(port).names(Set.copyOf(allowed));
        Runtime.getRuntime().addShutdownHook(hook);
        try (HeedServer server = HeedServer.start(options, encoders)) {
            streams().print(server.address() + "\n");
            streams().out().flush();
            stopped.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            closed.countDown();
        }
    }
}
