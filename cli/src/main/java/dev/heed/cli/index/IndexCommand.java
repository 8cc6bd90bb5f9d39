package dev.heed.cli.index;

import dev.heed.Encoder;
import dev.heed.cli.console.CommandBase;
import dev.heed.cli.console.CommandForm;
import dev.heed.cli.console.Failures;
import dev.heed.cli.console.ModelChoice;
import dev.heed.cli.console.Streams;
import dev.heed.cli.console.TextOptions;
import dev.heed.cli.console.WrongUsage;
import dev.heed.index.Indexer;
import dev.heed.index.OccurrenceIndex;
import dev.heed.index.WordChoice;
import dev.heed.meaning.corpus.WordForms;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;

/** {@code heed index}. */
public final class IndexCommand extends CommandBase {
    private static final int INTERRUPTED = 130;

    private List<String> files = List.of();

    private String output;

    private List<String> words = List.of();

    private boolean forms;

    private boolean all;

    private final ModelChoice model = new ModelChoice();

    private final TextOptions text = new TextOptions();

    /** @param streams of this run */
    public IndexCommand(Streams streams) {
        super(streams);
    }

    @Override
    protected void define(CommandForm form) {
        form.header("Keeps what each word means where it stands, so that later questions are answered at once.")
                .footer(
                        "  heed index novel.txt --output novel.heed",
                        "  heed index more.txt.gz --output novel.heed     adds to it; goes on after an interruption",
                        "  heed index --output novel.heed                 brings it up to date with its files",
                        "  heed concordance \"We sat by the river bank.\" --word bank novel.heed");
        form.parameters(
                "0..*",
                "FILE",
                given -> files = given,
                "UTF-8 text; .gz is unpacked. Default: the files that are in the index.");
        form.required("--output", "DIR", given -> output = given, "The index: a new folder, or one made before.");
        form.repeatable(
                "--word",
                "WORD",
                given -> words = given,
                "Index only this word, case ignored; may be given several times. Default: all words outside the stop list.");
        form.flag("--forms", given -> forms = given, "Index the inflections of --word too: banks, bank's.");
        form.flag("--all", given -> all = given, "Index every word, those of the stop list too.");
        model.define(form);
        text.define(form);
    }

    @Override
    protected int run() throws IOException {
        check();
        QuietLucene.please();
        Path folder = Path.of(output);
        boolean there = OccurrenceIndex.isIndex(folder);
        if (files.isEmpty() && !there) {
            throw new WrongUsage("FILE: expected the files to index, got none, and no index in " + output);
        }
        Indexer.check(files); // before a folder is made
        IndexReport report = new IndexReport(output);
        boolean finished;
        try (Encoder encoder = Encoder.open(model.open(there ? source(folder) : null));
                Indexer indexer =
                        Indexer.open(folder, encoder, model.source(there ? source(folder) : null), choice())) {
            try (IndexingLine line = new IndexingLine(streams())) {
                finished = files.isEmpty() ? indexer.renew(line) : indexer.add(files, line);
                line.erase();
                if (!finished) {
                    streams()
                            .note(
                                    "interrupted; what has been read is in the index, the same command goes on from there");
                }
            }
            report.take(indexer, encoder.model().name());
        }
        if (!finished) {
            report.notes(streams());
            return INTERRUPTED;
        }
        try (OccurrenceIndex index = OccurrenceIndex.open(folder)) {
            report.takeChanges(index.changes());
            report.notes(streams());
            report.write(index, text, streams());
        }
        return Failures.OK;
    }

    private static String source(Path folder) throws IOException {
        try (OccurrenceIndex index = OccurrenceIndex.open(folder)) {
            return index.modelSource();
        }
    }

    private void check() {
        text.check();
        if (all && !words.isEmpty()) {
            throw new WrongUsage("--all: expected no --word beside it, got " + words.getFirst());
        }
        if (forms && words.isEmpty()) {
            throw new WrongUsage("--forms: expected --word, whose inflections are meant, got none");
        }
    }

    /** Which words, or null for those of the index. */
    private WordChoice choice() {
        if (all) {
            return WordChoice.all();
        }
        if (words.isEmpty()) {
            return null;
        }
        TreeSet<String> listed = new TreeSet<>();
        for (String word : words) {
            listed.addAll(forms ? WordForms.inflections(word) : WordForms.asWritten(word));
        }
        return WordChoice.listed(listed);
    }
}
