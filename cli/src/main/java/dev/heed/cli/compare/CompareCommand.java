package dev.heed.cli.compare;

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
import dev.heed.server.MailedPage;
import dev.heed.vectors.VectorFiles;
import dev.heed.vectors.WordVectors;
import dev.heed.view.ComparisonDetail;
import dev.heed.view.ComparisonView;
import dev.heed.view.draw.Drawing;
import dev.heed.view.json.CompareDocument;
import dev.heed.view.json.JsonOutput;
import dev.heed.view.picture.ComparisonPicture;
import dev.heed.view.picture.MapPicture;
import dev.heed.view.picture.NeighborsPicture;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** {@code heed compare}. */
public final class CompareCommand extends CommandBase {
    private static final int NEIGHBORS = 6;

    private String word;
    private List<String> texts;

    private Path html;

    private String statics;

    private ComparePicture picture;

    private final PictureOptions pictures = new PictureOptions();

    private final ModelChoice model = new ModelChoice();

    private final TextOptions output = new TextOptions();

    /** @param streams of this run */
    public CompareCommand(Streams streams) {
        super(streams);
    }

    @Override
    protected void define(CommandForm form) {
        form.header("Compares one word in several texts: static and context-aware, layer by layer.")
                .footer(
                        "  heed compare --word bank \"I went to the bank to deposit money.\" \\",
                        "      \"We sat by the river bank.\"",
                        "  heed compare --word crane \"The crane lifted steel as a crane flew by.\"");
        form.parameters(
                "1..*", "TEXT", given -> texts = given, "The texts; a single one must have the word twice or more.");
        form.required("--word", "WORD", given -> word = given, "The word, case ignored; every text must have it.");
        form.option(
                "--html",
                "FILE",
                Path.class,
                given -> html = given,
                "The web page with this comparison as one file, to open without a server or to mail.");
        form.option(
                "--static",
                "FILE",
                String.class,
                given -> statics = given,
                "A file of word vectors whose static vectors stand beside the model's vectors in context.");
        pictures.define(form);
        form.option(
                "--picture",
                "KIND",
                ComparePicture.class,
                given -> picture = given,
                "What the picture shows: curve (similarity by layer), map (where the vectors stand), neighbors (the"
                        + " nearest words at each layer). Default: curve.");
        model.define(form);
        output.define(form);
    }

    @Override
    protected int run() throws IOException {
        if (picture != null && !pictures.wanted()) {
            throw new WrongUsage("--picture: expected --svg FILE or --png FILE beside it");
        }
        pictures.check(new Outputs().add("--html", html), statics == null ? List.of() : List.of(statics));
        output.check();
        if (statics != null && html != null) {
            throw new WrongUsage(
                    "--static: the page shows the model's own static vectors; leave --html or --static out");
        }
        if (statics != null && picture != null && picture != ComparePicture.curve) {
            throw new WrongUsage(
                    "--picture " + picture + ": shows the model's own static vectors; leave --static or --picture out");
        }
        try (Encoder encoder = Encoder.open(model.open())) {
            ComparisonView comparison = comparison(encoder);
            comparison.notes().forEach(streams()::note);
            if (pictures.wanted()) {
                pictures.write(drawing(encoder, comparison), streams());
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

    private ComparisonView comparison(Encoder encoder) {
        ComparisonView comparison = ComparisonView.of(encoder, word, texts).judged(encoder);
        if (statics == null) {
            return comparison;
        }
        try (WordVectors vectors = VectorFiles.open(Path.of(statics), Models.cacheFolder())) {
            return comparison.withStatics(vectors, statics);
        }
    }

    private Drawing drawing(Encoder encoder, ComparisonView comparison) {
        return switch (picture == null ? ComparePicture.curve : picture) {
            case curve -> ComparisonPicture.of(comparison);
            case map ->
                MapPicture.of(
                        comparison,
                        ComparisonDetail.of(encoder, comparison, NEIGHBORS).map());
            case neighbors -> NeighborsPicture.of(comparison, ComparisonDetail.of(encoder, comparison, NEIGHBORS));
        };
    }
}
