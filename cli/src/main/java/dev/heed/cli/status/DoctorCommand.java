package dev.heed.cli.status;

import dev.heed.Kernel;
import dev.heed.Kernel.FewerBits;
import dev.heed.Kernel.Speed;
import dev.heed.Models;
import dev.heed.cli.console.CommandBase;
import dev.heed.cli.console.CommandForm;
import dev.heed.cli.console.Failures;
import dev.heed.cli.console.Streams;
import dev.heed.cli.console.TextOptions;
import dev.heed.cli.screen.Grid;
import dev.heed.cli.screen.Grid.Align;
import dev.heed.cli.screen.Prose;
import dev.heed.cli.screen.Style;
import dev.heed.view.json.JsonOutput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** {@code heed doctor}. */
public final class DoctorCommand extends CommandBase {
    private static final int LABELS = 11;
    /** For all kernels together: long enough for the JIT, short enough to wait for. */
    private static final Duration MEASUREMENT = Duration.ofMillis(300);

    private final TextOptions output = new TextOptions();

    /** @param streams of this run */
    public DoctorCommand(Streams streams) {
        super(streams);
    }

    /** @param problem why there is no kernel; null if there is one */
    private record Findings(
            String java,
            String os,
            Processor processor,
            String kernel,
            String problem,
            List<Kernel> kernels,
            Map<Kernel, Speed> speeds,
            String cache,
            List<Prepared> prepared) {}

    /** A file that Heed made, to spare later starts its work. */
    private record Prepared(Path file, long bytes) {}

    @Override
    protected void define(CommandForm form) {
        form.header("Shows what Heed runs on here: processor, kernel, how fast, and why not a faster one.")
                .footer("  heed doctor", "  heed doctor --format json");
        output.define(form);
    }

    @Override
    protected int run() throws IOException {
        output.check();
        Findings findings = examine();
        if (output.json()) {
            writeJson(findings);
        } else {
            writeText(findings);
        }
        if (findings.problem() != null) {
            streams().note(findings.problem());
            return Failures.BAD_INPUT;
        }
        return Failures.OK;
    }

    private static Findings examine() {
        String kernel = null;
        String problem = null;
        try {
            kernel = Kernel.active();
        } catch (IllegalStateException e) {
            problem = e.getMessage();
        } catch (ExceptionInInitializerError e) {
            problem = e.getCause().getMessage();
        }
        return new Findings(
                System.getProperty("java.version") + ", " + System.getProperty("java.vm.name") + " ("
                        + System.getProperty("java.vendor") + ")",
                System.getProperty("os.name") + " " + System.getProperty("os.version") + ", "
                        + System.getProperty("os.arch"),
                Processor.ofMachine(),
                kernel,
                problem,
                Kernel.all(),
                measure(Kernel.all()),
                Models.cacheFolder().toString(),
                prepared(Models.cacheFolder()));
    }

    private static Map<Kernel, Speed> measure(List<Kernel> kernels) {
        long usable = Math.max(1, kernels.stream().filter(Kernel::usable).count());
        Map<Kernel, Speed> speeds = new LinkedHashMap<>();
        for (Kernel kernel : kernels) {
            kernel.measure(MEASUREMENT.dividedBy(usable)).ifPresent(speed -> speeds.put(kernel, speed));
        }
        return speeds;
    }

    /** What stands prepared beside unpacked models; nothing where the folder cannot be read. */
    private static List<Prepared> prepared(Path cache) {
        List<Prepared> prepared = new ArrayList<>();
        try (Stream<Path> files = Files.walk(cache)) {
            for (Path file : files.filter(file -> file.getFileName().toString().startsWith("prepared-"))
                    .sorted()
                    .toList()) {
                prepared.add(new Prepared(file, Files.size(file)));
            }
        } catch (IOException | UncheckedIOException e) {
            return List.of();
        }
        return prepared;
    }

    private void writeText(Findings found) throws IOException {
        Style style = output.style(streams().terminal());
        Grid facts = new Grid(Align.LEFT, Align.LEFT);
        facts.row("Java", found.java());
        facts.row("System", found.os());
        facts.row(
                "Processor",
                found.processor().name() + ", " + Runtime.getRuntime().availableProcessors() + " in use");
        List<String> features = found.processor().features();
        String[] lines = Prose.wrap(
                        String.join(" ", features), output.columns(streams().terminal()) - LABELS, 0)
                .split("\n");
        for (int i = 0; i < lines.length; i++) {
            facts.row(i == 0 ? "Features" : "", features.isEmpty() ? "unknown" : lines[i]);
        }
        facts.row("Cache", found.cache());
        if (!CacheFolder.writable(Path.of(found.cache()))) {
            facts.row("", "cannot be written: models are held in memory; set HEED_CACHE to a folder that can");
        }
        for (Prepared file : found.prepared()) {
            facts.row(
                    "",
                    Path.of(found.cache()).relativize(file.file())
                            + (file.bytes() < 100_000
                                    ? String.format(Locale.ROOT, " (%.1f kB)", file.bytes() / 1e3)
                                    : String.format(Locale.ROOT, " (%.1f MB)", file.bytes() / 1e6)));
        }
        facts.row("Kernel", found.kernel() == null ? "none" : found.kernel());
        StringBuilder page = new StringBuilder();
        facts.write(0, 0, style, page);
        page.append('\n').append(style.dim("Kernels, fastest first")).append('\n');
        for (Kernel kernel : found.kernels()) {
            String state = kernel.name().equals(found.kernel()) ? "in use" : kernel.usable() ? "usable" : "not usable";
            page.append("  ")
                    .append(style.bold(kernel.name()))
                    .append(": ")
                    .append(state)
                    .append(", ")
                    .append(kernel.reason())
                    .append('\n');
            Speed speed = found.speeds().get(kernel);
            if (speed != null) {
                page.append("    ").append(told(speed)).append('\n');
            }
            if (kernel.remedy() != null) {
                page.append("    to use it: ").append(kernel.remedy()).append('\n');
            }
        }
        streams().print(page);
    }

    /** {@code 159 GFLOP/s a thread, the processor's limit is 167; bf16 710 in tiles of bfloat16}. */
    private static String told(Speed speed) {
        StringBuilder told = new StringBuilder(String.format(Locale.ROOT, "%.0f GFLOP/s a thread", speed.gigaflops()));
        if (speed.limit() != null) {
            told.append(String.format(Locale.ROOT, ", the processor's limit is %.0f", speed.limit()));
        }
        String mark = "; ";
        for (FewerBits fewer : speed.fewerBits()) {
            told.append(mark)
                    .append(String.format(
                            Locale.ROOT, "%s %.0f in %s", fewer.precision().label(), fewer.gigaflops(), fewer.unit()));
            mark = ", ";
        }
        return told.toString();
    }

    private void writeJson(Findings found) throws IOException {
        try (JsonOutput json = new JsonOutput(streams().out())) {
            json.object(() -> {
                json.put("java", found.java());
                json.put("os", found.os());
                json.put("processor", found.processor().name());
                json.put("features", found.processor().features());
                json.put("kernel", found.kernel());
                json.array("kernels", () -> {
                    for (Kernel kernel : found.kernels()) {
                        json.object(() -> {
                            json.put("name", kernel.name());
                            json.put("usable", kernel.usable());
                            json.put("reason", kernel.reason());
                            json.put("remedy", kernel.remedy());
                            Speed speed = found.speeds().get(kernel);
                            put(json, "gigaflops", speed == null ? null : (Double) speed.gigaflops());
                            put(json, "limit", speed == null ? null : speed.limit());
                            json.array("fewerBits", () -> {
                                for (FewerBits fewer : speed == null ? List.<FewerBits>of() : speed.fewerBits()) {
                                    json.object(() -> {
                                        json.put("precision", fewer.precision().label());
                                        json.put("unit", fewer.unit());
                                        put(json, "gigaflops", fewer.gigaflops());
                                    });
                                }
                            });
                        });
                    }
                });
                json.put("cache", found.cache());
                json.array("prepared", () -> {
                    for (Prepared file : found.prepared()) {
                        json.object(() -> {
                            json.put("file", file.file().toString());
                            json.put("bytes", file.bytes());
                        });
                    }
                });
            });
            json.endLine();
        }
    }

    private static void put(JsonOutput json, String key, Double number) throws IOException {
        if (number == null) {
            json.putNull(key);
        } else {
            json.put(key, number.floatValue());
        }
    }
}
