package dev.heed.cli.translate;

import dev.heed.ModelKind;
import dev.heed.Models;
import dev.heed.Precision;
import dev.heed.TranslateOptions;
import dev.heed.Translator;
import dev.heed.cli.console.CommandBase;
import dev.heed.cli.console.CommandForm;
import dev.heed.cli.console.Failures;
import dev.heed.cli.console.LineWidth;
import dev.heed.cli.console.Streams;
import dev.heed.cli.console.WrongUsage;
import dev.heed.cli.output.Outputs;
import dev.heed.cli.output.WholeFile;
import dev.heed.cli.picture.PictureOptions;
import dev.heed.cli.screen.Style;
import dev.heed.server.MailedPage;
import dev.heed.translation.AlignmentHead;
import dev.heed.translation.Keep;
import dev.heed.translation.Kept;
import dev.heed.translation.TextOptions;
import dev.heed.translation.TextTranslation;
import dev.heed.translation.TextTranslator;
import dev.heed.view.json.JsonOutput;
import dev.heed.view.json.TranslateDocument;
import dev.heed.view.picture.TranslationPicture;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** {@code heed translate}. */
public final class TranslateCommand extends CommandBase {
    private static final int MOST_NAMED = 12;

    private List<String> arguments = List.of();
    private List<String> texts = List.of();
    private String model;
    private String from;
    private String to;
    private Integer beams;
    private List<String> keeps = List.of();
    private boolean alignment;
    private String head;
    private String task;
    private Integer threads;
    private Precision precision = Precision.FP32;
    private TranslatedFormat format = TranslatedFormat.text;
    private Path html;
    private final LineWidth width = new LineWidth();
    private final PictureOptions pictures = new PictureOptions();

    /** @param streams of this run */
    public TranslateCommand(Streams streams) {
        super(streams);
    }

    @Override
    protected void define(CommandForm form) {
        form.header("Translates texts, and shows which word came from which.")
                .footer(
                        "  heed translate --model opus-mt-en-de \"We sat by the river bank.\"",
                        "  heed translate --model opus-mt-en-de --alignment \"We sat by the river bank.\"",
                        "      under each new word the number of the word that it came from",
                        "  heed translate --model nllb-200-distilled-600M --from eng_Latn --to deu_Latn page.md",
                        "      a file: headings, lists and line ends stay, numbers and addresses are checked",
                        "  heed translate --model opus-mt-en-de --keep 'Heed|ACME' page.md",
                        "  heed translate --model flan-t5-small --task \"summarize: \" page.txt");
        form.parametersShownAs(
                "0..*",
                "[TEXT|FILE...]",
                given -> arguments = given,
                "Texts in quotes, or files, each translated as a whole; - or none reads standard input.");
        form.repeatable("--text", "TEXT", given -> texts = given, "A text that could be a file's name.");
        form.option("--to", "LANG", String.class, given -> to = given, "The language to translate to.");
        form.option("--from", "LANG", String.class, given -> from = given, "The language of the text.");
        form.option(
                "--beam",
                "N",
                Integer.class,
                given -> beams = given,
                "How many beginnings are kept at each step; 1 is the fastest. Default: the model's own.");
        form.repeatable(
                "--keep",
                "REGEX",
                given -> keeps = given,
                "What must stand in the translation as in the text, beside tags, addresses, placeholders and numbers; may be"
                        + " repeated. What it finds and the translation lacks in the end makes the exit code 1.");
        form.flag("--alignment", given -> alignment = given, "Shows which word came from which; JSON has it always.");
        form.option(
                "--alignment-head",
                "auto|LAYER.HEAD",
                String.class,
                given -> head = given,
                "Where that is read in the decoder's cross-attention; +1 behind it for the step after. auto finds the head that"
                        + " looks back best, once a model. Default: auto.");
        form.option(
                "--task",
                "PREFIX",
                String.class,
                given -> task = given,
                "What T5 is told to do, put before every line: \"summarize: \"; before every sentence if it begins with"
                        + " translate.");
        form.option(
                "--model",
                "NAME|DIR",
                String.class,
                given -> model = given,
                "A translation model by name (heed models), or a folder from Hugging Face.");
        form.option(
                "--threads",
                "N",
                Integer.class,
                given -> threads = given,
                "Threads that compute; the words do not change. Default: the processors.");
        form.option(
                "--precision",
                "FORMAT",
                Precision.class,
                given -> precision = given,
                "fp32, bf16 or int8. Default: fp32.");
        form.option(
                "--html",
                "FILE",
                Path.class,
                given -> html = given,
                "The web page with this answer as one file, to open without a server or to mail.");
        pictures.define(form);
        form.option(
                "--format",
                "FORMAT",
                TranslatedFormat.class,
                given -> format = given,
                "text; json: a document; jsonl: one for each text, as soon as it is ready. Default: text.");
        width.define(form);
    }

    @Override
    protected int run() throws IOException {
        width.check();
        pictures.check(new Outputs().add("--html", html), GivenTexts.files(arguments));
        TextOptions options = options();
        if (threads != null && threads < 1) {
            throw new WrongUsage("--threads: expected 1 or more, got " + threads);
        }
        List<String> given = GivenTexts.of(arguments, texts, streams());
        if ((pictures.wanted() || html != null) && given.size() > 1) {
            throw new WrongUsage("--svg, --png, --html: expected one text, got " + given.size());
        }
        if (html != null && (task != null || !keeps.isEmpty())) {
            throw new WrongUsage("--html: expected neither --task nor --keep beside it, which a page does not have");
        }
        var builder = Translator.builder(Models.find(named())).precision(precision);
        try (Translator translator = (threads == null ? builder : builder.threads(threads)).open()) {
            return translate(translator, given, options);
        }
    }

    private String named() {
        if (model != null) {
            return model;
        }
        return Models.packagedNames().stream()
                .filter(name -> Models.find(name).info().kind() == ModelKind.TRANSLATION)
                .findFirst()
                .orElseThrow(() -> new WrongUsage("--model: expected a translation model's folder, got none"));
    }

    private TextOptions options() {
        try {
            List<Keep> all = new ArrayList<>(keeps.stream().map(Keep::of).toList());
            TranslateOptions sentences =
                    TranslateOptions.DEFAULT.from(from).to(to).prefix(task);
            boolean lines =
                    task != null && !task.strip().toLowerCase(Locale.ROOT).startsWith("translate");
            if (!lines) {
                all.addAll(Keep.USUAL);
            }
            return TextOptions.DEFAULT
                    .sentences(beams == null ? sentences : sentences.beams(beams))
                    .unit(lines ? TextOptions.Unit.LINE : TextOptions.Unit.SENTENCE)
                    .keeps(all)
                    .alignment(alignment || format != TranslatedFormat.text || pictures.wanted())
                    .head(head == null || head.equals("auto") ? null : AlignmentHead.of(head));
        } catch (IllegalArgumentException e) {
            throw new WrongUsage("--" + e.getMessage().replaceFirst("^beams:", "beam:"));
        }
    }

    private int translate(Translator translator, List<String> given, TextOptions options) throws IOException {
        TextTranslator translation = new TextTranslator(translator);
        List<TextTranslation> done = new ArrayList<>();
        for (String text : given) {
            TextTranslation one = translation.translate(text, options);
            say(one, given.size() > 1 ? "text " + (done.size() + 1) + ", " : "");
            if (format == TranslatedFormat.jsonl) {
                write(translator, List.of(one), done.size());
            } else if (format == TranslatedFormat.text && !alignment && !pictures.wanted() && html == null) {
                streams()
                        .print(
                                one.target().isEmpty() || one.target().endsWith("\n")
                                        ? one.target()
                                        : one.target() + "\n");
                streams().out().flush();
            }
            done.add(one);
        }
        finish(translator, done, options);
        return done.stream().flatMap(text -> text.lost().stream()).anyMatch(this::asked)
                ? Failures.BAD_INPUT
                : Failures.OK;
    }

    private void finish(Translator translator, List<TextTranslation> done, TextOptions options) throws IOException {
        String name = translator.info().name();
        if (pictures.wanted()) {
            pictures.write(TranslationPicture.of(done.getFirst(), name), streams());
        }
        if (html != null) {
            WholeFile.write(
                    html, MailedPage.translate(translator, done.getFirst().source(), options));
        }
        if (format == TranslatedFormat.json) {
            write(translator, done, 0);
        } else if (format == TranslatedFormat.text && alignment && !pictures.wanted() && html == null) {
            Style style = streams().terminal().colour() ? Style.COLOUR : Style.PLAIN;
            streams().print(new AlignedText(style, width.columns(streams().terminal())).write(done, name));
        }
    }

    private boolean asked(Kept kept) {
        return keeps.contains(kept.keep().name());
    }

    private void say(TextTranslation text, String which) {
        text.notes().forEach(note -> streams().note(which + note));
        if (!text.lost().isEmpty()) {
            streams()
                    .note(which + "lost in the translation: "
                            + text.lost().stream()
                                    .limit(MOST_NAMED)
                                    .map(Kept::text)
                                    .collect(Collectors.joining(", "))
                            + (text.lost().size() > MOST_NAMED
                                    ? " and " + (text.lost().size() - MOST_NAMED) + " more"
                                    : ""));
        }
    }

    private void write(Translator translator, List<TextTranslation> items, int first) throws IOException {
        try (JsonOutput json = new JsonOutput(streams().out())) {
            new TranslateDocument(json)
                    .write(
                            translator.info().name(),
                            from == null ? translator.from().orElse(null) : from,
                            to == null ? translator.to().orElse(null) : to,
                            items,
                            first);
        }
    }
}
