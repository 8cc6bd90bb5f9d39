package dev.heed.cli.serve;

import dev.heed.Encoder;
import dev.heed.Models;
import dev.heed.cli.console.CommandBase;
import dev.heed.cli.console.CommandForm;
import dev.heed.cli.console.Failures;
import dev.heed.cli.console.ModelChoice;
import dev.heed.cli.console.Streams;
import dev.heed.cli.console.WrongUsage;
import dev.heed.server.HeedServer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

/** {@code heed serve}. */
public final class ServeCommand extends CommandBase {
    private static final int USUAL_PORT = 8080;

    private String host = "127.0.0.1";
    private Integer port;
    private List<String> allowed = List.of();
    private List<String> models = List.of();

    /** @param streams of this run */
    public ServeCommand(Streams streams) {
        super(streams);
    }

    @Override
    protected void define(CommandForm form) {
        form.header("Serves the web page and the HTTP interface until it is interrupted.")
                .footer(
                        "  heed serve",
                        "      prints the address to open, http://127.0.0.1:8080/; Ctrl-C stops it",
                        "  heed serve --port 0",
                        "      on any free port",
                        "  curl -H 'Content-Type: application/json' \\",
                        "      -d '{\"text\":\"bank grows money\",\"simple\":true}' localhost:8080/api/attend");
        form.option(
                "--host",
                "HOST",
                String.class,
                given -> host = given,
                "Where to listen: an address or a name of this machine. Default: 127.0.0.1, this machine only.");
        form.option(
                "--port", "N", Integer.class, given -> port = given, "The port; 0 for any free one. Default: 8080.");
        form.repeatable(
                "--allow-host",
                "NAME",
                given -> allowed = given,
                "A name by which others may ask for this server. Addresses and localhost always may.");
        form.repeatable(
                "--model",
                "NAME|DIR",
                given -> models = given,
                "A model that may be asked for; the first is the default. Default: " + ModelChoice.DEFAULT + ".");
    }

    @Override
    protected int run() throws IOException {
        int chosenPort = port == null ? USUAL_PORT : port;
        if (chosenPort < 0 || chosenPort > 65_535) {
            throw new WrongUsage("--port: expected 0 to 65535, got " + chosenPort);
        }
        List<Encoder> encoders = new ArrayList<>();
        try {
            for (String model : models.isEmpty() ? List.of(ModelChoice.DEFAULT) : models) {
                encoders.add(Encoder.open(Models.find(model)));
            }
            serve(encoders, chosenPort);
        } finally {
            encoders.forEach(Encoder::close);
        }
        return Failures.OK;
    }

    private void serve(List<Encoder> encoders, int chosenPort) throws IOException {
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
                HeedServer.Options.LOCAL.host(host).port(chosenPort).names(Set.copyOf(allowed));
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
