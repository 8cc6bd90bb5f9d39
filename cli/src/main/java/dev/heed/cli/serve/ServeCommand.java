package dev.heed.cli.serve;

import dev.heed.Encoder;
import dev.heed.LanguageModel;
import dev.heed.Model;
import dev.heed.ModelKind;
import dev.heed.Models;
import dev.heed.MultiVectorEncoder;
import dev.heed.Precision;
import dev.heed.Reranker;
import dev.heed.SparseEncoder;
import dev.heed.StaticEncoder;
import dev.heed.Translator;
import dev.heed.cli.console.CommandBase;
import dev.heed.cli.console.CommandForm;
import dev.heed.cli.console.Failures;
import dev.heed.cli.console.ModelChoice;
import dev.heed.cli.console.Streams;
import dev.heed.server.HeedServer;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

/** {@code heed serve}. */
public final class ServeCommand extends CommandBase {
    private final ServeOptions options = new ServeOptions();
    private static final String WRITER = "stories260K"; // small: it opens in a few milliseconds

    private List<String> models = List.of();
    private Precision precision = Precision.FP32;

    /** @param streams of this run */
    public ServeCommand(Streams streams) {
        super(streams);
    }

    @Override
    protected void define(CommandForm form) {
        form.header("Serves the web page and the interface of programs until it is interrupted.")
                .footer(
                        "  heed serve",
                        "      prints the address to open, http://127.0.0.1:8080/; Ctrl-C stops it",
                        "  heed serve --port 0",
                        "      on any free port",
                        "  curl -H 'Content-Type: application/json' \\",
                        "      -d '{\"input\":[\"river bank\",\"money bank\"]}' localhost:8080/v1/embeddings",
                        "      as OpenAI's clients ask, base URL http://localhost:8080/v1");
        form.repeatable(
                "--model",
                "NAME|DIR|FILE",
                given -> models = given,
                "A model that may be asked for; the first of its kind is the default. Default: " + ModelChoice.DEFAULT
                        + ", and " + WRITER + " for what comes next.");
        form.option(
                "--precision",
                "FORMAT",
                Precision.class,
                given -> precision = given,
                "fp32, bf16, int8, or auto: the fastest that is as good as fp32 here. Language models take int8 from a"
                        + " GGUF file of integers; a model that does not take the format is served in fp32, which is"
                        + " said. Default: fp32.");
        options.define(form);
    }

    @Override
    protected int run() throws IOException {
        HeedServer.Options read = options.read();
        String log = options.accessLog();
        if (log == null) {
            serve(read);
        } else if (log.equals("-")) {
            serve(read.accessLog(streams().err()));
        } else {
            try (OutputStream file = new FileOutputStream(log, true)) {
                serve(read.accessLog(file));
            }
        }
        return Failures.OK;
    }

    /** Listens, opens the models, says the address once they answer, and waits to be stopped. */
    private void serve(HeedServer.Options read) throws IOException {
        CountDownLatch stopped = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        Opened opened = Opened.none();
        try (HeedServer server = HeedServer.listen(read)) {
            if (options.open()) {
                streams()
                        .note("anybody who reaches " + read.host()
                                + " may ask without a key; --api-key-file asks for one, --host 127.0.0.1 keeps it to this"
                                + " machine");
            }
            Runtime.getRuntime().addShutdownHook(hook(stopped, closed));
            for (String model : models.isEmpty() ? List.of(ModelChoice.DEFAULT, WRITER) : models) {
                open(Models.find(model), server, opened);
            }
            server.serve(
                    opened.encoders(),
                    opened.languages(),
                    opened.rerankers(),
                    opened.sparse(),
                    opened.statics(),
                    opened.translators(),
                    opened.multis());
            streams().print(server.address() + "\n");
            streams().out().flush();
            stopped.await();
            leave(server, options.drainDelay());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            opened.close();
            closed.countDown();
        }
    }

    /** Models that are served, by what they are for. */
    private record Opened(
            List<Encoder> encoders,
            List<LanguageModel> languages,
            List<Reranker> rerankers,
            List<SparseEncoder> sparse,
            List<StaticEncoder> statics,
            List<Translator> translators,
            List<MultiVectorEncoder> multis) {
        static Opened none() {
            return new Opened(
                    new ArrayList<>(),
                    new ArrayList<>(),
                    new ArrayList<>(),
                    new ArrayList<>(),
                    new ArrayList<>(),
                    new ArrayList<>(),
                    new ArrayList<>());
        }

        void close() {
            encoders.forEach(Encoder::close);
            languages.forEach(LanguageModel::close);
            rerankers.forEach(Reranker::close);
            sparse.forEach(SparseEncoder::close);
            statics.forEach(StaticEncoder::close);
            translators.forEach(Translator::close);
            multis.forEach(MultiVectorEncoder::close);
        }
    }

    private void open(Model model, HeedServer server, Opened opened) {
        ModelKind kind = model.info().kind();
        Precision taken = taken(model, kind);
        switch (kind) {
            case ENCODER ->
                opened.encoders()
                        .add(Encoder.builder(model)
                                .threads(server.threads())
                                .precision(taken)
                                .open());
            case RERANKER ->
                opened.rerankers()
                        .add(Reranker.builder(model)
                                .threads(server.threads())
                                .precision(taken)
                                .open());
            case SPARSE -> opened.sparse().add(SparseEncoder.open(model, null, server.threads()));
            case STATIC -> opened.statics().add(StaticEncoder.open(model));
            case TRANSLATION ->
                opened.translators()
                        .add(Translator.builder(model)
                                .threads(server.threads())
                                .precision(taken)
                                .open());
            case MULTI -> opened.multis().add(MultiVectorEncoder.open(model, server.threads()));
            case LANGUAGE ->
                opened.languages()
                        .add(LanguageModel.builder(model)
                                .threads(server.threads())
                                .precision(taken)
                                .open());
        }
    }

    /** The precision asked for, or fp32 for a model that does not compute in it, which is said. */
    private Precision taken(Model model, ModelKind kind) {
        Set<Precision> known = model.precisions();
        if (precision == Precision.AUTO) {
            return known.contains(Precision.BF16) ? precision : Precision.FP32; // no language model in int8 is as good
        }
        if (known.contains(precision)) {
            return precision;
        }
        streams()
                .note("model " + model.name() + ": served in fp32, not in " + precision.label()
                        + (kind == ModelKind.LANGUAGE
                                ? "; a language model takes fp32, and int8 from a GGUF file in Q8_0, Q4_K, …"
                                : "; a model of the kind " + kind.label() + " takes no other"));
        return Precision.FP32;
    }

    /** An interrupt ends the JVM: the hook waits until what is under way is answered. */
    private static Thread hook(CountDownLatch stopped, CountDownLatch closed) {
        return new Thread(() -> {
            stopped.countDown();
            try {
                closed.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private static void leave(HeedServer server, Duration delay) throws InterruptedException {
        server.leave();
        Thread.sleep(delay);
    }
}
