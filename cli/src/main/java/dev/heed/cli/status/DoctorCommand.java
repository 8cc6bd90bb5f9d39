package dev.heed.cli.status;

import dev.heed.Kernel;
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
import java.nio.file.Path;
import java.util.List;

/** {@code heed doctor}. */
public final class DoctorCommand extends CommandBase {
    private static final int LABELS = 11;

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
            String cache) {}

    @Override
    protected void define(CommandForm form) {
        form.header("Shows what Heed runs on here: processor, kernel, and why not a faster one.")
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
                Models.cacheFolder().toString());
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
            if (kernel.remedy() != null) {
                page.append("    to use it: ").append(kernel.remedy()).append('\n');
            }
        }
        streams().print(page);
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
                        });
                    }
                });
                json.put("cache", found.cache());
            });
            json.endLine();
        }
    }
}
