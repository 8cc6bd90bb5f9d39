package dev.heed.cli.meaning;

import dev.heed.Encoder;
import dev.heed.TokenizedText;
import dev.heed.cli.console.CommandBase;
import dev.heed.cli.console.CommandForm;
import dev.heed.cli.console.Failures;
import dev.heed.cli.console.ModelChoice;
import dev.heed.cli.console.Streams;
import dev.heed.cli.console.TextOptions;
import dev.heed.cli.output.Outputs;
import dev.heed.cli.output.WholeFile;
import dev.heed.cli.picture.PictureOptions;
import dev.heed.meaning.similarity.TextSimilarity;
import dev.heed.server.MailedPage;
import dev.heed.view.json.JsonOutput;
import dev.heed.view.json.SimilarityDocument;
import dev.heed.view.picture.SimilarityPicture;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** {@code heed similarity}. */
public final class SimilarityCommand extends CommandBase {
    private String a;

    private String b;

    private final ModelChoice model = new ModelChoice();

    private Path html;

    private final PictureOptions pictures = new PictureOptions();

    private final TextOptions output = new TextOptions();

    /** @param streams of this run */
    public SimilarityCommand(Streams streams) {
        super(streams);
    }

    @Override
    protected void define(CommandForm form) {
        form.header("Says how similar two texts are, and which words make them so.")
                .footer(
                        "  heed similarity \"A man is eating food.\" \"Someone has a meal.\"",
                        "  heed similarity --format json \"Prices went up.\" \"Prices went down.\"");
        form.parameter(0, "A", given -> a = given, "The first text.");
        form.parameter(1, "B", given -> b = given, "The second text.");
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
        pictures.check(new Outputs().add("--html", html), List.of());
        output.check();
        try (Encoder encoder = Encoder.open(model.open())) {
            TextSimilarity similarity = TextSimilarity.of(encoder, a, b);
            noteTruncated(encoder, "first", a);
            noteTruncated(encoder, "second", b);
            similarity.notes().forEach(streams()::note);
            if (pictures.wanted()) {
                pictures.write(SimilarityPicture.of(similarity, encoder.model().name()), streams());
            }
            if (html != null) {
                WholeFile.write(html, MailedPage.similarity(encoder, a, b));
            }
            if (output.json()) {
                try (JsonOutput json = new JsonOutput(streams().out())) {
                    new SimilarityDocument(json)
                            .write(similarity, encoder.model().name());
                }
            } else if (!pictures.wanted() && html == null) {
                streams()
                        .print(new SimilarityText(
                                        similarity,
                                        encoder.model().name(),
                                        output.style(streams().terminal()),
                                        output.columns(streams().terminal()))
                                .write());
            }
        }
        return Failures.OK;
    }

    private void noteTruncated(Encoder encoder, String which, String text) {
        TokenizedText tokenized = encoder.tokenize(text);
        if (tokenized.truncated()) {
            streams()
                    .note(which + " text: " + tokenized.tokenCount() + " of " + tokenized.tokensTotal()
                            + " tokens read, the most that the model takes; the rest is left out");
        }
    }
}
