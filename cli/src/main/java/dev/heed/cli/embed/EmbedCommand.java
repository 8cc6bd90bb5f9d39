package dev.heed.cli.embed;

import dev.heed.Encoder;
import dev.heed.Model;
import dev.heed.ModelInfo;
import dev.heed.MultiVectorEncoder;
import dev.heed.Overflow;
import dev.heed.Precision;
import dev.heed.SparseEncoder;
import dev.heed.StaticEncoder;
import dev.heed.cli.console.CommandBase;
import dev.heed.cli.console.CommandForm;
import dev.heed.cli.console.Failures;
import dev.heed.cli.console.LineWidth;
import dev.heed.cli.console.ModelChoice;
import dev.heed.cli.console.Streams;
import dev.heed.cli.console.WrongUsage;
import dev.heed.cli.input.InputFiles;
import dev.heed.cli.input.Lines;
import dev.heed.cli.output.Outputs;
import dev.heed.cli.output.WholeFile;
import dev.heed.cli.screen.Style;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;

/** {@code heed embed}. */
public final class EmbedCommand extends CommandBase {
    private static final int BUFFER = 1 << 16;

    private final ModelChoice model = new ModelChoice();
    private final LineWidth width = new LineWidth();
    private List<String> files = List.of();
    private List<String> texts = List.of();
    private Level level = Level.text;
    private Integer layer;
    private Overflow overflow = Overflow.TRUNCATE;
    private Integer maxTokens;
    private Precision precision = Precision.FP32;
    private Integer threads;

    private String prompt;

    private Purpose purpose;

    private Integer dimensions;
    private EmbedFormat format = EmbedFormat.text;
    private Path output;

    /** @param streams of this run */
    public EmbedCommand(Streams streams) {
        super(streams);
    }

    @Override
    protected void define(CommandForm form) {
        form.header("Gives each line a vector, or each of its words or tokens, in constant memory.")
                .footer(
                        "  heed embed sentences.txt --format npy --output vectors.npy",
                        "  heed embed --text \"We sat by the river bank.\" --level word --format json",
                        "  zcat corpus.gz | heed embed --format jsonl",
                        "",
                        "As text, a line says: tokens read/of the text, first numbers of the vector, |its length|, the text.",
                        "A blank line is an item too: its vector is that of the special tokens alone.");
        form.parameters(
                "0..*",
                "FILE",
                given -> files = given,
                "UTF-8 text, one item a line; .gz is unpacked; - or none is standard input.");
        form.repeatable(
                "--text", "TEXT", given -> texts = given, "A text instead of files; may be given several times.");
        form.option(
                "--level",
                "LEVEL",
                Level.class,
                given -> level = given,
                "text, word or token: what has a vector; sparse: a text's word pieces by weight, of a sparse model; multi: tokens as a"
                        + " late-interaction model's own head makes them. Default: text.");
        form.option(
                "--layer",
                "N",
                Integer.class,
                given -> layer = given,
                "0 is what enters the first block, N the output of block N. Default: the last.");
        form.option(
                "--overflow",
                "POLICY",
                Overflow.class,
                given -> overflow = given,
                "error, truncate or window: longer texts than the model reads at once are refused, cut, or read"
                        + " in overlapping windows. Default: truncate.");
        form.option(
                "--max-tokens",
                "N",
                Integer.class,
                given -> maxTokens = given,
                "The most tokens read at once, special ones included. Default: the model's limit.");
        form.option(
                "--precision",
                "FORMAT",
                Precision.class,
                given -> precision = given,
                "fp32, bf16, int8, or auto: the fastest that is as good as fp32 here. Default: fp32.");
        form.option(
                "--prompt",
                "NAME|TEXT",
                String.class,
                given -> prompt = given,
                "Put before each input: the folder's prompt of that name, else the text itself; \"\" for nothing."
                        + " Default: what the folder puts there, mostly nothing.");
        form.option(
                "--as",
                "PURPOSE",
                Purpose.class,
                given -> purpose = given,
                "query or document: put before each input what the folder has for it, and, of a folder with routes, go that one;"
                        + " with --level multi, how each is read."
                        + " Default there: document.");
        form.option(
                "--dimensions",
                "N",
                Integer.class,
                given -> dimensions = given,
                "Only the first N numbers of a text's vector, brought to length 1; for models trained for that.");
        form.option(
                "--threads",
                "N",
                Integer.class,
                given -> threads = given,
                "The most threads that work at once. Default: the processors.");
        model.define(form);
        form.option(
                "--format",
                "FORMAT",
                EmbedFormat.class,
                given -> format = given,
                "text for people; json, jsonl, csv or npy. Default: text.");
        width.define(form);
        form.option(
                "--output",
                "FILE",
                Path.class,
                given -> output = given,
                "Write to a file, whole or not at all; npy needs it.");
    }

    @Override
    protected int run() throws IOException {
        checkUsage();
        Model named = model.open().route(purpose == null ? null : purpose.name());
        try (Lines lines = lines()) {
            if (level == Level.sparse) {
                try (SparseEncoder encoder = SparseEncoder.open(named, before(named), threadsUsed())) {
                    write(lines, encoder.model(), new SparseItems(encoder));
                }
            } else if (level == Level.multi) {
                try (MultiVectorEncoder encoder = MultiVectorEncoder.open(named, threadsUsed())) {
                    write(
                            lines,
                            encoder.model(),
                            new MultiItems(encoder, purpose == null ? Purpose.document : purpose));
                }
            } else if (StaticEncoder.reads(named)) {
                checkStatic();
                try (StaticEncoder encoder =
                        StaticEncoder.open(named, before(named), dimensions == null ? 0 : dimensions)) {
                    write(lines, encoder.model(), new StaticItems(encoder));
                }
            } else {
                try (Encoder encoder = open(named)) {
                    write(lines, encoder.model(), new EncoderItems(encoder, level, layer));
                }
            }
        }
        return Failures.OK;
    }

    private int threadsUsed() {
        return threads == null ? Runtime.getRuntime().availableProcessors() : threads;
    }

    /** A static model has no layers, no words in context and no format to choose. */
    private void checkStatic() {
        String given = level != Level.text
                ? "--level " + level
                : layer != null ? "--layer" : maxTokens != null ? "--max-tokens" : otherComputation();
        if (given != null) {
            throw new WrongUsage(given + ": a static model has vectors of whole texts only; leave it out");
        }
    }

    private String otherComputation() {
        boolean single = precision == Precision.FP32 || precision == Precision.AUTO;
        return !single ? "--precision" : overflow != Overflow.TRUNCATE ? "--overflow" : null;
    }

    private void write(Lines lines, ModelInfo info, Embedding embedding) throws IOException {
        if (output == null) {
            embed(lines, info, embedding, writer(streams().out(), null));
            return;
        }
        try (WholeFile file = WholeFile.create(output)) {
            OutputStream out = new BufferedOutputStream(file.stream(), BUFFER);
            embed(lines, info, embedding, writer(out, file));
            out.flush();
            file.commit();
        }
    }

    private Lines lines() throws IOException {
        if (!texts.isEmpty()) {
            return Lines.of(texts);
        }
        Lines lines = new InputFiles(files, streams().in());
        new Outputs().add("--output", output).check(files);
        return lines;
    }

    private void embed(Lines lines, ModelInfo info, Embedding embedding, ItemWriter writer) throws IOException {
        if (format == EmbedFormat.text && streams().terminal().output()) {
            streams().note(TextItems.columns(info.dimension(), level));
        }
        boolean onTerminal = output == null && streams().terminal().output();
        Run run;
        try (Progress progress = Progress.of(streams(), lines, onTerminal)) {
            run = new Run(lines, embedding, writer, progress);
            run.toTheEnd();
        }
        run.unknown().ifPresent(streams()::note);
        if (run.truncated() > 0) {
            int limit = maxTokens == null ? info.maxTokens() : maxTokens;
            boolean windows = level != Level.sparse && level != Level.multi;
            String cut = level == Level.multi ? " to the model's limit" : " to " + limit + " tokens";
            streams()
                    .note(
                            run.items() == 1
                                    ? "the text was cut" + cut + (windows ? "; --overflow window reads it whole" : "")
                                    : run.truncated() + " of " + run.items() + " texts cut" + cut
                                            + (windows ? "; --overflow window reads them whole" : ""));
        }
    }

    private Encoder open(Model named) {
        Encoder.Builder builder = Encoder.builder(named).overflow(overflow).precision(precision);
        if (maxTokens != null) {
            builder.maxTokens(maxTokens);
        }
        if (threads != null) {
            builder.threads(threads);
        }
        if (dimensions != null) {
            builder.dimensions(dimensions);
        }
        String before = before(named);
        if (before != null) {
            builder.prompt(before);
        }
        return builder.open();
    }

    /** What goes before each input; null for what the model's folder says. */
    private String before(Model named) {
        return prompt == null && purpose == null
                ? null
                : prompt(named.info(), !model.open().routes().isEmpty());
    }

    /** @param routed whether the model has a way of its own for the purpose, which then needs no prompt */
    private String prompt(ModelInfo info, boolean routed) {
        if (prompt != null) {
            return info.prompts().getOrDefault(prompt, prompt);
        }
        String own = purpose.of(info).orElse(null);
        if (own == null && !routed) {
            streams()
                    .note("--as " + purpose + ": " + info.name()
                            + " has no prompt for it, none is put before the inputs"
                            + (info.prompts().isEmpty()
                                    ? ""
                                    : " (it has "
                                            + String.join(
                                                    ", ",
                                                    new TreeSet<>(info.prompts().keySet())) + ")"));
        }
        return own == null ? "" : own;
    }

    private ItemWriter writer(OutputStream out, WholeFile file) throws IOException {
        return switch (format) {
            case text ->
                new TextItems(
                        out,
                        file == null && streams().terminal().colour() ? Style.COLOUR : Style.PLAIN,
                        width.columns(streams().terminal()));
            case json -> new JsonItems(out);
            case jsonl -> new JsonLineItems(out);
            case csv -> new CsvItems(out);
            case npy -> new NpyItems(file, out);
        };
    }

    private void checkUsage() {
        width.check();
        if (format == EmbedFormat.npy && output == null) {
            throw new WrongUsage(
                    "--format npy: expected --output FILE beside it, for the file's header holds the number"
                            + " of rows");
        }
        if (!texts.isEmpty() && !files.isEmpty()) {
            throw new WrongUsage("--text: expected texts or files, got both");
        }
        if (threads != null && threads < 1) {
            throw new WrongUsage("--threads: expected 1 or more, got " + threads);
        }
        if (level == Level.sparse && (format == EmbedFormat.csv || format == EmbedFormat.npy)) {
            throw new WrongUsage("--level sparse: expected --format text, json or jsonl, got " + format);
        }
        String without = layer != null
                ? "--layer"
                : maxTokens != null
                        ? "--max-tokens"
                        : precision != Precision.FP32
                                ? "--precision"
                                : overflow != Overflow.TRUNCATE ? "--overflow" : null;
        if (without != null && (level == Level.sparse || level == Level.multi)) {
            throw new WrongUsage("--level " + level + ": has no " + without + "; leave one of them out");
        }
        if (level == Level.multi && prompt != null) {
            throw new WrongUsage("--level multi: expected --as query or --as document, got --prompt");
        }
        if (prompt != null && purpose != null) {
            throw new WrongUsage("--prompt: expected it or --as, got both");
        }
        if (dimensions != null && (dimensions < 1 || level != Level.text)) {
            throw new WrongUsage(
                    dimensions < 1
                            ? "--dimensions: expected 1 or more, got " + dimensions
                            : "--dimensions: cuts texts' vectors, expected --level text, got " + level);
        }
        if (maxTokens != null && maxTokens < 1) {
            throw new WrongUsage("--max-tokens: expected 1 or more, got " + maxTokens);
        }
        if (texts.isEmpty() && files.isEmpty() && streams().terminal().input()) {
            throw new WrongUsage("expected FILEs, --text TEXT, or standard input from a file or a pipe");
        }
    }
}
