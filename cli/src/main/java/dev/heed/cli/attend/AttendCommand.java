package dev.heed.cli.attend;

import dev.heed.Encoder;
import dev.heed.Models;
import dev.heed.cli.console.CommandBase;
import dev.heed.cli.console.CommandForm;
import dev.heed.cli.console.Failures;
import dev.heed.cli.console.ModelChoice;
import dev.heed.cli.console.Streams;
import dev.heed.cli.console.TextOptions;
import dev.heed.cli.console.WrongUsage;
import dev.heed.cli.output.Outputs;
import dev.heed.cli.output.WholeFile;
import dev.heed.cli.picture.PictureOptions;
import dev.heed.cli.screen.Numbers;
import dev.heed.cli.screen.Shown;
import dev.heed.cli.screen.Style;
import dev.heed.lines.StrictUtf8;
import dev.heed.lines.TextStream;
import dev.heed.server.MailedPage;
import dev.heed.vectors.Spelling;
import dev.heed.vectors.VectorFiles;
import dev.heed.vectors.WordVectors;
import dev.heed.view.AttentionQuestion;
import dev.heed.view.AttentionStep;
import dev.heed.view.AttentionView;
import dev.heed.view.HeadsView;
import dev.heed.view.draw.Drawing;
import dev.heed.view.json.AttendDocument;
import dev.heed.view.json.JsonOutput;
import dev.heed.view.picture.AttentionPicture;
import dev.heed.view.picture.BeyondPicture;
import dev.heed.view.picture.HeadsPicture;
import dev.heed.view.picture.StepsPicture;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** {@code heed attend TEXT}. */
public final class AttendCommand extends CommandBase {
    private static final int LONGEST_SHOWN = 60;
    private static final int SPELLINGS = 3;

    private List<String> texts = List.of(); // one; more are taken to say what is wrong with them

    private Integer layer;
    private String head;
    private boolean simple;
    private String statics;
    private String explain;
    private Integer occurrence;
    private boolean withVectors;

    private Path html;

    private Picture picture;

    private final PictureOptions pictures = new PictureOptions();

    private final ModelChoice model = new ModelChoice();

    private final TextOptions output = new TextOptions();

    /** @param streams of this run */
    public AttendCommand(Streams streams) {
        super(streams);
    }

    @Override
    protected void define(CommandForm form) {
        form.header("Shows who attends to whom: each word's weights, its new vector as a sum.")
                .footer(
                        "  heed attend \"I went to the bank to deposit money.\"",
                        "      the model's last layer, mean of its heads",
                        "  heed attend --simple \"bank grows money\"",
                        "      plain dot products of static word vectors, softmax, weighted sum",
                        "  heed attend --simple --static vectors.bin \"bank grows money\"",
                        "      the same on a file's word vectors",
                        "  heed attend --layer 6 --head 8 --explain bank \"bank grows money\"",
                        "      every step for one word with the model's real numbers",
                        "  heed attend --svg bank.svg --png bank.png \"We sat by the river bank.\"",
                        "      the same as a picture; --picture heads for all heads at a glance",
                        "  heed attend --format json - < text.txt",
                        "",
                        "In JSON, a step's \"token\" is the token's position; with --simple it is the",
                        "position of the word in \"words\".");
        form.parametersShownAs(
                "0..*",
                "[TEXT]",
                given -> texts = given,
                "The text, in quotes; - or none reads all of standard input as one text.");
        form.option(
                "--layer",
                "N",
                Integer.class,
                given -> layer = given,
                "The attention inside block N, from 1. Default: the last.");
        form.option(
                "--head",
                "N",
                String.class,
                given -> head = given,
                "One head, from 1, or mean: the mean of all heads. Default: mean.");
        form.flag(
                "--simple",
                given -> simple = given,
                "Static word vectors and plain dot products, nothing else learned.");
        form.option(
                "--static",
                "FILE",
                String.class,
                given -> statics = given,
                "With --simple: the vectors of a file (word2vec, GloVe, fastText, .npy) instead of the model's.");
        form.option(
                "--explain",
                "WORD",
                String.class,
                given -> explain = given,
                "Every step for one word: products, scaling, softmax, sum.");
        form.option(
                "--occurrence",
                "N",
                Integer.class,
                given -> occurrence = given,
                "Which occurrence of that word, from 1. Default: the first.");
        form.flag("--with-vectors", given -> withVectors = given, "Static and context-aware vectors as well.");
        form.option(
                "--html",
                "FILE",
                Path.class,
                given -> html = given,
                "The web page with this text as one file, to open without a server or to mail; up to "
                        + MailedPage.LONGEST
                        + " characters. A short text with all layers and heads, as far as 1 MB holds"
                        + " them, a long one with every word's largest weights at this --layer and --head.");
        form.option(
                "--picture",
                "WHAT",
                Picture.class,
                given -> picture = given,
                "What the picture shows: words or tokens (who attends to whom), heads (all of all layers), steps (of the"
                        + " explained word and one head), rollout, norms (of weighted values), without (each word left"
                        + " out). Default: steps where there are, else words.");
        pictures.define(form);
        model.define(form);
        output.define(form);
    }

    @Override
    protected int run() throws IOException {
        checkUsage();
        Integer chosenHead = checkedHead();
        AttentionQuestion question = new AttentionQuestion(
                text(), layer, chosenHead, explain, occurrence == null ? 1 : occurrence, withVectors);
        if (statics != null) {
            attendStatic(question);
            return Failures.OK;
        }
        try (Encoder encoder = Encoder.open(model.open())) {
            if (html != null) {
                WholeFile.write(html, MailedPage.attend(encoder, question, simple));
            }
            if (html == null || pictures.wanted() || output.json()) {
                attend(encoder, question); // a page reads a long text by windows, none of it is left out
            }
        }
        return Failures.OK;
    }

    private void attend(Encoder encoder, AttentionQuestion question) throws IOException {
        AttentionView attended =
                simple ? AttentionView.simple(encoder, question) : AttentionView.model(encoder, question);
        noteTruncated(attended);
        attended.notes().forEach(streams()::note);
        if (pictures.wanted()) {
            pictures.write(drawing(encoder, attended), streams());
        }
        if (html == null && !pictures.wanted() || output.json()) {
            write(attended);
        }
    }

    /** On a file's vectors: no model is opened. */
    private void attendStatic(AttentionQuestion question) throws IOException {
        try (WordVectors vectors = VectorFiles.open(Path.of(statics), Models.cacheFolder())) {
            AttentionView attended = AttentionView.simple(vectors, statics, question);
            if (!attended.missing().isEmpty()) {
                streams().note(missing(attended, vectors));
            }
            if (pictures.wanted()) {
                boolean steps = picture != Picture.words && !attended.steps().isEmpty();
                pictures.write(steps ? StepsPicture.of(attended) : AttentionPicture.of(attended), streams());
            }
            if (!pictures.wanted() || output.json()) {
                write(attended);
            }
        }
    }

    private static String missing(AttentionView attended, WordVectors vectors) {
        List<String> missing = attended.missing();
        String first = missing.getFirst();
        List<String> near = Spelling.nearest(first, vectors, SPELLINGS);
        return "not among the " + Numbers.counted(vectors.size(), "word") + " of " + attended.model()
                + ", left out of the sums: "
                + String.join(", ", missing)
                + (near.isEmpty() ? "" : " (nearest spellings of " + first + ": " + String.join(", ", near) + ")");
    }

    private void noteTruncated(AttentionView attended) {
        if (attended.truncated()) {
            streams()
                    .note("text: " + attended.tokens().size() + " of " + attended.tokensTotal()
                            + " tokens read, the most that the model takes; the rest is left out");
        }
    }

    private Drawing drawing(Encoder encoder, AttentionView attended) {
        String name = attended.model();
        String text = attended.text();
        Picture drawn = picture != null ? picture : ofOneHead(attended) ? Picture.steps : Picture.words;
        return switch (drawn) {
            case words -> AttentionPicture.of(attended);
            case tokens -> AttentionPicture.ofTokens(attended);
            case heads -> HeadsPicture.of(HeadsView.of(encoder.attention(text), name));
            case steps -> simple ? StepsPicture.of(attended) : StepsPicture.of(attended, encoder.attention(text));
            case rollout ->
                BeyondPicture.rollout(encoder.attention(text), name, attended.layer(), attended.explained());
            case norms ->
                BeyondPicture.norms(
                        encoder.attention(text), name, attended.layer(), attended.head(), attended.explained());
            case without -> BeyondPicture.leaveOneOut(encoder.leaveOneOut(text, attended.explained()), name);
        };
    }

    private static boolean ofOneHead(AttentionView attended) {
        return attended.steps().stream().map(AttentionStep::head).distinct().count() == 1;
    }

    private void write(AttentionView attended) throws IOException {
        if (output.json()) {
            try (JsonOutput json = new JsonOutput(streams().out())) {
                new AttendDocument(json).write(attended);
            }
            return;
        }
        Style style = output.style(streams().terminal());
        int columns = output.columns(streams().terminal());
        streams()
                .print(
                        attended.explained() < 0
                                ? new AttendText(attended, style, columns).write()
                                : new ExplainText(attended, style, columns).write());
    }

    private String text() throws IOException {
        String text = texts.isEmpty() ? null : texts.getFirst();
        if (text != null && !text.equals("-")) {
            return text;
        }
        if (text == null && streams().terminal().input()) {
            throw new WrongUsage("text: expected a TEXT, or standard input from a file or a pipe");
        }
        return StrictUtf8.readAll(TextStream.of("standard input", streams().in()), "standard input");
    }

    private void checkUsage() throws IOException {
        if (texts.size() > 1) {
            throw new WrongUsage("text: expected one argument, got " + texts.size() + "; put the text in quotes: \""
                    + Shown.fitted(String.join(" ", texts), LONGEST_SHOWN) + "\"");
        }
        if (simple && (layer != null || head != null)) {
            throw new WrongUsage("--simple: has no layers or heads; leave " + (layer != null ? "--layer" : "--head")
                    + " or --simple out");
        }
        if (statics != null && (!simple || html != null)) {
            throw new WrongUsage(
                    simple
                            ? "--static: the page shows a model's vectors; leave --html or --static out"
                            : "--static: expected --simple beside it; the model's own attention needs its own vectors");
        }
        if (occurrence != null && (explain == null || occurrence < 1)) {
            throw new WrongUsage(
                    explain == null
                            ? "--occurrence: expected --explain WORD beside it"
                            : "--occurrence: expected 1 or more, got " + occurrence);
        }
        if (picture != null && !pictures.wanted()) {
            throw new WrongUsage("--picture: expected --svg FILE or --png FILE beside it");
        }
        if (simple && picture != null && picture.needsModel()) {
            throw new WrongUsage("--picture " + picture + ": --simple has no layers or heads; leave one of them out");
        }
        if (picture != null && !output.json() && html == null) {
            refuseIgnored("--layer", layer != null && !picture.usesLayer());
            refuseIgnored("--head", head != null && !picture.usesHead());
        }
        if (withVectors && !output.json()) {
            streams().note("--with-vectors: only --format json shows them");
        }
        if (statics != null && picture == Picture.tokens) {
            throw new WrongUsage("--picture tokens: a file of word vectors has words only; leave one of them out");
        }
        if (picture == Picture.steps && explain == null) {
            throw new WrongUsage("--picture steps: expected --explain WORD beside it");
        }
        pictures.check(new Outputs().add("--html", html), statics == null ? List.of() : List.of(statics));
        output.check();
    }

    private void refuseIgnored(String option, boolean ignored) {
        if (ignored) {
            throw new WrongUsage(option + ": --picture " + picture + " shows "
                    + (picture == Picture.heads ? "all layers and heads" : "no single " + option.substring(2))
                    + "; leave one of them out");
        }
    }

    private Integer checkedHead() {
        if (head == null || head.equalsIgnoreCase("mean")) {
            return null;
        }
        try {
            return Integer.valueOf(head);
        } catch (NumberFormatException e) {
            throw new WrongUsage("--head: expected a number from 1, or mean, got " + head);
        }
    }
}
