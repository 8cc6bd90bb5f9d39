package dev.heed.cli.meaning;

import dev.heed.Encoder;
import dev.heed.cli.console.CommandBase;
import dev.heed.cli.console.CommandForm;
import dev.heed.cli.console.Failures;
import dev.heed.cli.console.LineWidth;
import dev.heed.cli.console.ModelChoice;
import dev.heed.cli.console.Streams;
import dev.heed.cli.console.WrongUsage;
import dev.heed.cli.output.Outputs;
import dev.heed.cli.output.WholeFile;
import dev.heed.cli.picture.PictureOptions;
import dev.heed.cli.screen.Style;
import dev.heed.index.OccurrenceIndex;
import dev.heed.meaning.concordance.Hit;
import dev.heed.meaning.concordance.UseQuery;
import dev.heed.meaning.concordance.UseRanking;
import dev.heed.meaning.concordance.UseReader;
import dev.heed.meaning.corpus.CorpusLine;
import dev.heed.meaning.corpus.Occurrence;
import dev.heed.meaning.corpus.Passages;
import dev.heed.meaning.corpus.WordFinder;
import dev.heed.meaning.corpus.WordForms;
import dev.heed.tensor.Matrix;
import dev.heed.view.UnknownWord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code heed concordance}. */
public final class ConcordanceCommand extends CommandBase {
    private String text;

    private List<String> files = List.of();

    private String word;

    private boolean forms;

    private List<String> likes = List.of();

    private List<String> nots = List.of();

    private int top = 20;

    private ConcordanceOrder order = ConcordanceOrder.use;

    private Path html;

    private final PictureOptions pictures = new PictureOptions();

    private final ModelChoice model = new ModelChoice();

    private ConcordanceFormat format = ConcordanceFormat.text;

    private final LineWidth width = new LineWidth();

    /** @param streams of this run */
    public ConcordanceCommand(Streams streams) {
        super(streams);
    }

    @Override
    protected void define(CommandForm form) {
        form.header("Lists the lines that use a word as a text does, the nearest first.")
                .footer(
                        "  heed concordance \"We sat by the river bank.\" --word bank novel.txt.gz",
                        "  heed concordance \"We sat by the river bank.\" --word bank novel.txt \\",
                        "      --like novel.txt:120 --not \"I went to the bank to deposit money.\"",
                        "  heed concordance bank novel.txt --top 0 --sort right --format csv > bank.csv",
                        "  heed concordance \"a place to keep money\" novel.heed");
        form.parameter(0, "TEXT", given -> text = given, "A text that uses the word in the sense looked for.");
        form.parametersFrom(
                1,
                "FILE|DIR",
                given -> files = given,
                "UTF-8 text; .gz is unpacked; - or none is standard input. Or an index, by heed index.");
        form.option(
                "--word",
                "WORD",
                String.class,
                given -> word = given,
                "The word, case ignored. Default: TEXT, if it is a single word; else, in an index, any word.");
        form.flag("--forms", given -> forms = given, "Take its inflections for the word too: banks, bank's.");
        form.repeatable(
                "--like", "TEXT|FILE:LINE", given -> likes = given, "More like this too; may be given several times.");
        form.repeatable(
                "--not", "TEXT|FILE:LINE", given -> nots = given, "Away from this; may be given several times.");
        form.option(
                "--sort",
                "ORDER",
                ConcordanceOrder.class,
                given -> order = given,
                "The lines listed in another order: use (the nearest first), left or right (by the words beside the"
                        + " keyword), place (as in the files). Default: use.");
        form.option("--top", "N", Integer.class, given -> top = given, "Lines listed, 0 for all. Default: 20.");
        form.option(
                "--html",
                "FILE",
                Path.class,
                given -> html = given,
                "The web page with this answer as one file, to open without a server or to mail.");
        pictures.define(form);
        model.define(form);
        form.option(
                "--format",
                "FORMAT",
                ConcordanceFormat.class,
                given -> format = given,
                "text for people; json or csv. Default: text.");
        width.define(form);
    }

    @Override
    protected int run() throws IOException {
        files = GivenFiles.once(files, streams());
        check();
        Optional<Path> index = IndexFolder.of(files);
        if (index.isPresent()) {
            writeOfIndex(index.get());
            return Failures.OK;
        }
        String asked = word == null ? text : word;
        Set<String> set = forms ? WordForms.inflections(asked) : WordForms.asWritten(asked);
        List<Occurrence> occurrences =
                Collected.of(List.of(set), files, streams()).getFirst();
        if (occurrences.isEmpty()) {
            throw new IllegalArgumentException("word " + asked + ": found nowhere in the input"
                    + (forms ? "" : "; --forms finds its inflections too"));
        }
        Examples examples = new Examples(asked, set, occurrences);
        Examples.Chosen near = examples.chosen("--like", text, likes);
        Examples.Chosen far = examples.chosen("--not", null, nots);
        try (Encoder encoder = Encoder.open(model.open())) {
            noteUnknown(encoder, asked, occurrences);
            OwnStatistics.computeIfNone(encoder, files, streams());
            UseReader reader = new UseReader(encoder);
            Matrix uses;
            try (ReadingProgress progress = new ReadingProgress(streams(), occurrences.size())) {
                uses = reader.read(occurrences, progress);
            }
            UseQuery query = new UseQuery(near.vectors(reader, uses), far.vectors(reader, uses));
            List<Hit> hits = new UseRanking(occurrences, uses).hits(query, most());
            write(
                    encoder,
                    new ConcordanceAnswer(
                            text, asked, encoder.model().name(), occurrences.size(), order.sorted(hits), order));
        }
        return Failures.OK;
    }

    private void writeOfIndex(Path folder) throws IOException {
        String asked = word == null && isLonger() ? null : word == null ? text : word;
        Set<String> set = Set.of();
        if (asked != null) {
            set = forms ? WordForms.inflections(asked) : WordForms.asWritten(asked);
        }
        try (OccurrenceIndex index = IndexFolder.open(folder, streams())) {
            int count = asked == null ? index.size() : IndexFolder.checkedCount(index, folder, asked, set);
            try (Encoder encoder = Encoder.open(model.open(index.modelSource()))) {
                noteUnknown(encoder, asked, inText(set));
                List<Hit> hits = new IndexConcordance(index, encoder, asked, set).hits(text, likes, nots, most());
                write(
                        encoder,
                        new ConcordanceAnswer(text, asked, encoder.model().name(), count, order.sorted(hits), order));
            }
        }
    }

    /** Places of the text; none where any word is looked for. */
    private List<Occurrence> inText(Set<String> set) {
        return set.isEmpty()
                ? List.of()
                : new WordFinder(set)
                        .places(text).stream()
                                .map(span -> Passages.occurrence(new CorpusLine("TEXT", 1, text), span))
                                .toList();
    }

    private void noteUnknown(Encoder encoder, String asked, List<Occurrence> places) {
        UnknownWord.of(encoder, asked, places).ifPresent(unknown -> streams().note(unknown.note()));
    }

    private int most() {
        return top == 0 ? Integer.MAX_VALUE : top;
    }

    private boolean isLonger() {
        return text.strip().contains(" ");
    }

    private void check() throws IOException {
        pictures.check(new Outputs().add("--html", html), files);
        width.check();
        if (top < 0) {
            throw new WrongUsage("--top: expected 0 or more, got " + top);
        }
        if (word == null && isLonger() && IndexFolder.of(files).isEmpty()) {
            throw new WrongUsage("--word: expected the word whose use is looked for, got none beside a longer text");
        }
    }

    private void write(Encoder encoder, ConcordanceAnswer answer) throws IOException {
        if (pictures.wanted()) {
            pictures.write(answer.picture(), streams());
        }
        if (html != null) {
            WholeFile.write(html, answer.mailed(encoder, forms, SourceOfLines.named(files)));
        }
        if (format == ConcordanceFormat.text && (pictures.wanted() || html != null)) {
            return;
        }
        switch (format) {
            case json -> answer.writeJson(streams().out());
            case csv -> streams().print(answer.csv());
            case text -> {
                Style style = streams().terminal().colour() ? Style.COLOUR : Style.PLAIN;
                streams().print(answer.page(style, width.columns(streams().terminal())));
            }
        }
    }
}
