package dev.heed.cli.compare;

import dev.heed.Encoder;
import dev.heed.cli.console.CommandBase;
import dev.heed.cli.console.Failures;
import dev.heed.cli.console.ModelChoice;
import dev.heed.cli.console.Streams;
import dev.heed.cli.console.TextOptions;
import dev.heed.cli.output.WholeFile;
import dev.heed.cli.picture.PictureOptions;
import dev.heed.server.MailedPage;
import dev.heed.view.ComparisonView;
import dev.heed.view.json.CompareDocument;
import dev.heed.view.json.JsonOutput;
import dev.heed.view.picture.ComparisonPicture;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code heed compare}. */
@Command(
        name = "compare",
        header = {"Compares one word in several texts: static and context-aware, layer by layer.", ""},
        sortOptions = false,
        abbreviateSynopsis = true,
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  heed compare --word bank \"I went to the bank to deposit money.\" \\",
            "      \"We sat by the river bank.\"",
            "  heed compare --word crane \"The crane lifted steel as a crane flew by.\""
        })
public final class CompareCommand extends CommandBase {
    @Option(
            names = "--word",
            required = true,
            paramLabel = "WORD",
            order = 1,
            description = "The word, case ignored; every text must have it.")
    private String word;

    @Parameters(
            arity = "1..*",
            paramLabel = "TEXT",
            description = "The texts; a single one must have the word twice or more.")
    private List<String> texts;

    @Option(
            names = "--html",
            paramLabel = "FILE",
            order = 2,
            description = "The web page with this comparison as one file, to open without a server or to mail.")
    private Path html;

    @Mixin
    private PictureOptions pictures;

    @Mixin
    private ModelChoice model;

    @Mixin
    private TextOptions output;

    /** @param streams of this run */
    public CompareCommand(Streams streams) {
        super(streams);
    }

    @Override
    protected int run() throws IOException {
        pictures.check();
        output.check();
        try (Encoder encoder = Encoder.open(model.open())) {
            ComparisonView comparison = ComparisonView.of(encoder, word, texts);
            comparison.notes().forEach(streams()::note);
            if (pictures.wanted()) {
                pictures.write(ComparisonPicture.of(comparison), streams());
            }
            if (html != null) {
                WholeFile.write(html, MailedPage.compare(encoder, word, texts));
            }
            boolean filesOnly = pictures.wanted() || html != null;
            if (output.json()) {
                try (JsonOutput json = new JsonOutput(streams().out())) {
                    new CompareDocument(json).write(comparison);
                }
            } else if (!filesOnly) {
                streams()
                        .print(new CompareText(
                                        comparison,
                                        output.style(streams().terminal()),
                                        output.columns(streams().terminal()))
                                .write());
            }
        }
        return Failures.OK;
    }
}
