package dev.heed.cli.meaning;

import dev.heed.Encoder;
import dev.heed.cli.console.CommandBase;
import dev.heed.cli.console.Failures;
import dev.heed.cli.console.ModelChoice;
import dev.heed.cli.console.Streams;
import dev.heed.cli.console.TextOptions;
import dev.heed.cli.console.WrongUsage;
import dev.heed.cli.output.WholeFile;
import dev.heed.meaning.corpus.Occurrence;
import dev.heed.meaning.corpus.WordForms;
import dev.heed.meaning.sense.NamedSenses;
import dev.heed.meaning.sense.OccurrenceTable;
import dev.heed.meaning.sense.SenseFinder;
import dev.heed.meaning.sense.Senses;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code heed senses}. */
@Command(
        name = "senses",
        header = {"Groups the lines that use a word by what it means there.", ""},
        sortOptions = false,
        abbreviateSynopsis = true,
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  heed senses --word spring novel.txt.gz",
            "  heed senses --word spring --forms novel.txt --name 1=season --save spring.json",
            "  heed senses --word spring --with spring.json other.txt"
        })
public final class SensesCommand extends CommandBase {
    @Option(
            names = "--word",
            required = true,
            paramLabel = "WORD",
            order = 1,
            description = "The word, case ignored; may be given several times.")
    private List<String> words;

    @Option(names = "--forms", order = 2, description = "Take its inflections for the word too: banks, bank's.")
    private boolean forms;

    @Option(
            names = "--senses",
            paramLabel = "K",
            order = 3,
            description = "Make K senses. Default: as many as can be seen.")
    private Integer count;

    @Option(
            names = "--merge",
            paramLabel = "ID,ID…",
            order = 4,
            description = "Make one sense of several; may be given several times.")
    private List<String> merges = List.of();

    @Option(names = "--split", paramLabel = "ID", order = 5, description = "Cut a sense in two, after merging.")
    private List<Integer> splits = List.of();

    @Option(
            names = "--name",
            paramLabel = "ID=NAME",
            order = 6,
            description = "Name a sense of the answer; may be given several times.")
    private Map<Integer, String> names = Map.of();

    @Option(
            names = "--save",
            paramLabel = "FILE",
            order = 7,
            description = "Keep the senses: names and example lines, to be edited at will.")
    private Path save;

    @Option(
            names = "--with",
            paramLabel = "FILE",
            order = 8,
            description = "Assign the lines to senses that were saved, instead of grouping them.")
    private Path with;

    @Option(
            names = "--examples",
            paramLabel = "N",
            defaultValue = "3",
            order = 9,
            description = "Lines shown of each sense. Default: 3.")
    private int examples;

    @Parameters(
            arity = "0..*",
            paramLabel = "FILE",
            description = "UTF-8 text; .gz is unpacked; - or none is standard input.")
    private List<String> files = List.of();

    @Mixin
    private ModelChoice model;

    @Mixin
    private TextOptions output;

    /** @param streams of this run */
    public SensesCommand(Streams streams) {
        super(streams);
    }

    @Override
    protected int run() throws IOException {
        check();
        NamedSenses named = with == null ? null : NamedSenses.read(Files.readAllBytes(with), with.toString());
        if (named != null && !named.word().equalsIgnoreCase(words.getFirst())) {
            throw new IllegalArgumentException(
                    with + ": expected senses of " + words.getFirst() + ", got those of " + named.word());
        }
        List<Set<String>> sets = words.stream()
                .map(word -> forms ? WordForms.inflections(word) : WordForms.asWritten(word))
                .toList();
        List<List<Occurrence>> occurrences = Collected.of(sets, files, streams());
        List<Senses> answers = new ArrayList<>();
        try (Encoder encoder = Encoder.open(model.open())) {
            for (int w = 0; w < words.size(); w++) {
                answers.add(senses(encoder, words.get(w), sets.get(w), occurrences.get(w), named));
            }
            if (save != null) {
                write(NamedSensesFile.bytes(NamedSenses.of(answers.getFirst())));
            }
            if (output.json()) {
                SensesJson.write(streams().out(), answers, encoder.model().name(), examples);
            } else {
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

    private void check() {
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
        boolean single = save == null && with == null && names.isEmpty() && merges.isEmpty() && splits.isEmpty();
        if (words.size() > 1 && !single) {
            throw new WrongUsage("--save, --with, --name, --merge, --split: expected one --word, got " + words.size());
        }
    }

    private Senses senses(
            Encoder encoder, String word, Set<String> wordForms, List<Occurrence> occurrences, NamedSenses named) {
        if (occurrences.isEmpty()) {
            throw new IllegalArgumentException("word " + word + ": found nowhere in the input"
                    + (forms ? "" : "; --forms finds its inflections too"));
        }
        SenseFinder finder = new SenseFinder(encoder);
        OccurrenceTable table;
        try (ReadingProgress progress = new ReadingProgress(streams(), occurrences.size())) {
            table = finder.read(word, wordForms, occurrences, progress);
        }
        Senses senses;
        if (named != null) {
            senses = table.senses(named, finder.named(named));
        } else {
            int[] groups = table.ordered(count == null ? table.groups() : table.groups(count));
            senses = table.senses(new SenseEdits(merges, splits).applied(groups, table));
        }
        return senses.named(names);
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
