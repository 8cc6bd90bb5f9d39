package dev.heed.cli.meaning;

import dev.heed.Encoder;
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
import dev.heed.meaning.corpus.Occurrence;
import dev.heed.meaning.corpus.WordForms;
import dev.heed.meaning.sense.NamedSenses;
import dev.heed.meaning.sense.OccurrenceTable;
import dev.heed.meaning.sense.SenseFinder;
import dev.heed.meaning.sense.Senses;
import dev.heed.server.MailedPage;
import dev.heed.text.SameWord;
import dev.heed.view.UnknownWord;
import dev.heed.view.json.JsonOutput;
import dev.heed.view.json.SensesDocument;
import dev.heed.view.picture.SensesPicture;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** {@code heed senses}. */
public final class SensesCommand extends CommandBase {
    private List<String> words;

    private boolean forms;

    private Integer count;

    private List<String> merges = List.of();

    private List<Integer> splits = List.of();

    private Map<Integer, String> names = Map.of();

    private Path save;

    private Path with;

    private int examples = 3;

    private List<String> files = List.of();

    private Path html;

    private final PictureOptions pictures = new PictureOptions();

    private final ModelChoice model = new ModelChoice();

    private final TextOptions output = new TextOptions();

    /** @param streams of this run */
    public SensesCommand(Streams streams) {
        super(streams);
    }

    @Override
    protected void define(CommandForm form) {
        form.header("Groups the lines that use a word by what it means there.")
                .footer(
                        "  heed senses --word spring novel.txt.gz",
                        "  heed senses --word spring --forms novel.txt --name 1=season --save spring.json",
                        "  heed senses --word spring --with spring.json other.txt");
        form.parameters(
                "0..*",
                "FILE|DIR",
                given -> files = given,
                "UTF-8 text; .gz is unpacked; - or none is standard input. Or an index, by heed index.");
        form.requiredRepeatable(
                "--word", "WORD", given -> words = given, "The word, case ignored; may be given several times.");
        form.flag("--forms", given -> forms = given, "Take its inflections for the word too: banks, bank's.");
        form.option(
                "--senses",
                "K",
                Integer.class,
                given -> count = given,
                "Make K senses. Default: as many as can be seen.");
        form.repeatable(
                "--merge", "ID,ID…", given -> merges = given, "Make one sense of several; may be given several times.");
        form.repeatableNumber("--split", "ID", given -> splits = given, "Cut a sense in two, after merging.");
        form.numbered(
                "--name", "ID=NAME", given -> names = given, "Name a sense of the answer; may be given several times.");
        form.option(
                "--save",
                "FILE",
                Path.class,
                given -> save = given,
                "Keep the senses: names and example lines, to be edited at will.");
        form.option(
                "--with",
                "FILE",
                Path.class,
                given -> with = given,
                "Assign the lines to senses that were saved, instead of grouping them.");
        form.option(
                "--examples", "N", Integer.class, given -> examples = given, "Lines shown of each sense. Default: 3.");
        form.option(
                "--html",
                "FILE",
                Path.class,
                given -> html = given,
                "The web page with this answer as one file, to open without a server or to mail.");
        pictures.define(form);
        model.define(form);
        output.define(form);
    }

    @Override
    protected int run() throws IOException {
        check();
        files = GivenFiles.once(files, streams());
        NamedSenses named = with == null ? null : NamedSenses.read(Files.readAllBytes(with), with.toString());
        if (named != null && !SameWord.same(named.word(), words.getFirst())) {
            throw new IllegalArgumentException(
                    with + ": expected senses of " + words.getFirst() + ", got those of " + named.word());
        }
        List<Set<String>> sets = words.stream()
                .map(word -> forms ? WordForms.inflections(word) : WordForms.asWritten(word))
                .toList();
        List<List<Occurrence>> occurrences = Collected.of(sets, files, streams());
        List<Senses> answers = new ArrayList<>();
        try (Encoder encoder = Encoder.open(model.open())) {
            OwnStatistics.computeIfNone(encoder, files, streams());
            for (int w = 0; w < words.size(); w++) {
                answers.add(senses(encoder, words.get(w), sets.get(w), occurrences.get(w), named));
            }
            if (save != null) {
                write(NamedSensesFile.bytes(NamedSenses.of(answers.getFirst())));
            }
            if (output.json()) {
                try (JsonOutput json = new JsonOutput(streams().out())) {
                    new SensesDocument(json, encoder.model().name(), examples).write(answers);
                }
            } else if (!pictures.wanted() && html == null) {
                for (Senses answer : answers) {
                    streams()
                            .print(new SensesText(
                                            answer,
                                            encoder.model().name(),
                                            examples,
                                            output.style(streams().terminal()),
                                            output.columns(streams().terminal()))
                                    .write());
                }
            }
        }
        return Failures.OK;
    }

    private void check() throws IOException {
        pictures.check(new Outputs().add("--html", html).add("--save", save), files);
        if (with != null) { // may be saved to again
            pictures.check(new Outputs().add("--html", html), List.of(with.toString()));
        }
        output.check();
        if (count != null && count < 1) {
            throw new WrongUsage("--senses: expected 1 or more, got " + count);
        }
        if (examples < 0) {
            throw new WrongUsage("--examples: expected 0 or more, got " + examples);
        }
        if (with != null && (count != null || !merges.isEmpty() || !splits.isEmpty())) {
            throw new WrongUsage("--with: expected no --senses, --merge or --split beside it; edit the file instead");
        }
        boolean single = save == null
                && with == null
                && !pictures.wanted()
                && html == null
                && names.isEmpty()
                && merges.isEmpty()
                && splits.isEmpty();
        if (words.size() > 1 && !single) {
            throw new WrongUsage(
                    "--save, --with, --html, --svg, --png, --name, --merge, --split: expected one --word, got "
                            + words.size());
        }
    }

    private Senses senses(
            Encoder encoder, String word, Set<String> wordForms, List<Occurrence> occurrences, NamedSenses named)
            throws IOException {
        if (occurrences.isEmpty()) {
            throw new IllegalArgumentException("word " + word + ": found nowhere in the input"
                    + (forms ? "" : "; --forms finds its inflections too"));
        }
        UnknownWord.of(encoder, word, occurrences)
                .ifPresent(unknown -> streams().note(unknown.note()));
        SenseFinder finder = new SenseFinder(encoder);
        OccurrenceTable table;
        try (ReadingProgress progress = new ReadingProgress(streams(), occurrences.size())) {
            table = finder.read(word, wordForms, occurrences, progress);
        }
        table.notes().forEach(streams()::note);
        Senses senses;
        if (named != null) {
            senses = table.senses(named, finder.named(named));
        } else {
            int[] groups = table.ordered(count == null ? table.groups() : table.groups(count));
            int[] edited = new SenseEdits(merges, splits).applied(groups, table);
            noteEqual(count == null ? 0 : count, groups, edited);
            senses = table.senses(edited);
        }
        senses = senses.named(names);
        if (pictures.wanted()) {
            pictures.write(
                    SensesPicture.of(
                            senses, occurrences, table.map(), encoder.model().name()),
                    streams());
        }
        if (html != null) {
            SensesDocument.Plane plane = SensesDocument.Plane.of(occurrences, table.map());
            WholeFile.write(
                    html, MailedPage.senses(encoder, senses, forms, plane, examples, SourceOfLines.named(files)));
        }
        return senses;
    }

    /** Equal lines cannot be told apart: fewer senses than were asked for are no accident. */
    private void noteEqual(int asked, int[] groups, int[] edited) {
        int found = count(groups);
        if (found < asked) {
            streams()
                    .note("--senses " + asked + ": " + (found == 1 ? "1 sense" : found + " senses")
                            + "; the other lines are equal to these, and equal lines are never in different senses");
        } else if (!splits.isEmpty() && merges.isEmpty() && count(edited) < found + splits.size()) {
            streams().note("--split: a sense whose lines are all equal stays as it is");
        }
    }

    private static int count(int[] groups) {
        return (int) java.util.Arrays.stream(groups).distinct().count();
    }

    private void write(byte[] bytes) throws IOException {
        try (WholeFile file = WholeFile.create(save)) {
            try (OutputStream out = file.stream()) {
                out.write(bytes);
                file.commit();
            }
        }
    }
}
