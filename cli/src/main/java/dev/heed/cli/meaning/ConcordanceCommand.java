package dev.heed.cli.meaning;

import dev.heed.Encoder;
import dev.heed.cli.console.CommandBase;
import dev.heed.cli.console.Failures;
import dev.heed.cli.console.LineWidth;
import dev.heed.cli.console.ModelChoice;
import dev.heed.cli.console.Streams;
import dev.heed.cli.console.WrongUsage;
import dev.heed.cli.screen.Style;
import dev.heed.meaning.concordance.Hit;
import dev.heed.meaning.concordance.UseQuery;
import dev.heed.meaning.concordance.UseRanking;
import dev.heed.meaning.concordance.UseReader;
import dev.heed.meaning.corpus.Occurrence;
import dev.heed.meaning.corpus.WordForms;
import dev.heed.tensor.Matrix;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code heed concordance}. */
@Command(
        name = "concordance",
        header = {"Lists the lines that use a word as a text does, the nearest first.", ""},
        sortOptions = false,
        abbreviateSynopsis = true,
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  heed concordance \"We sat by the river bank.\" --word bank novel.txt.gz",
            "  heed concordance \"We sat by the river bank.\" --word bank novel.txt \\",
            "      --like novel.txt:120 --not \"I went to the bank to deposit money.\""
        })
public final class ConcordanceCommand extends CommandBase {
    @Parameters(index = "0", paramLabel = "TEXT", description = "A text that uses the word in the sense looked for.")
    private String text;

    @Parameters(
            index = "1..*",
            arity = "0..*",
            paramLabel = "FILE",
            description = "UTF-8 text; .gz is unpacked; - or none is standard input.")
    private List<String> files = List.of();

    @Option(
            names = "--word",
            paramLabel = "WORD",
            order = 1,
            description = "The word, case ignored. Default: TEXT, if it is a single word.")
    private String word;

    @Option(names = "--forms", order = 2, description = "Take its inflections for the word too: banks, bank's.")
    private boolean forms;

    @Option(
            names = "--like",
            paramLabel = "TEXT|FILE:LINE",
            order = 3,
            description = "More like this too; may be given several times.")
    private List<String> likes = List.of();

    @Option(
            names = "--not",
            paramLabel = "TEXT|FILE:LINE",
            order = 4,
            description = "Away from this; may be given several times.")
    private List<String> nots = List.of();

    @Option(
            names = "--top",
            paramLabel = "N",
            defaultValue = "20",
            order = 5,
            description = "Lines listed, 0 for all. Default: 20.")
    private int top;

    @Mixin
    private ModelChoice model;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "text",
            order = 21,
            description = "text for people; json or csv. Default: text.")
    private ConcordanceFormat format;

    @Mixin
    private LineWidth width;

    /** @param streams of this run */
    public ConcordanceCommand(Streams streams) {
        super(streams);
    }

    @Override
    protected int run() throws IOException {
        check();
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
            UseReader reader = new UseReader(encoder);
            Matrix uses;
            try (ReadingProgress progress = new ReadingProgress(streams(), occurrences.size())) {
                uses = reader.read(occurrences, progress);
            }
            UseQuery query = new UseQuery(near.vectors(reader, uses), far.vectors(reader, uses));
            List<Hit> hits = new UseRanking(occurrences, uses).hits(query, top == 0 ? Integer.MAX_VALUE : top);
            write(new ConcordanceAnswer(text, asked, encoder.model().name(), occurrences.size(), hits));
        }
        return Failures.OK;
    }

    private void check() {
        width.check();
        if (top < 0) {
            throw new WrongUsage("--top: expected 0 or more, got " + top);
        }
        if (word == null && text.strip().contains(" ")) {
            throw new WrongUsage("--word: expected the word whose use is looked for, got none beside a longer text");
        }
    }

    private void write(ConcordanceAnswer answer) throws IOException {
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
