package dev.heed.cli.language;

import dev.heed.LanguageModel;
import dev.heed.NextWord;
import dev.heed.Prompt;
import dev.heed.cli.console.CommandBase;
import dev.heed.cli.console.CommandForm;
import dev.heed.cli.console.Failures;
import dev.heed.cli.console.Streams;
import dev.heed.cli.console.TextOptions;
import dev.heed.cli.console.WrongUsage;
import dev.heed.cli.output.Outputs;
import dev.heed.cli.picture.PictureOptions;
import dev.heed.generation.Attribution;
import dev.heed.view.NextView;
import dev.heed.view.json.JsonOutput;
import dev.heed.view.json.NextDocument;
import dev.heed.view.picture.NextPicture;
import java.io.IOException;
import java.util.List;

/** {@code heed next TEXT}. */
public final class NextCommand extends CommandBase {
    private static final int MOST = 1000;

    private List<String> texts = List.of();
    private int top = 10;
    private String why;
    private String against;
    private final LanguageChoice model = new LanguageChoice();
    private final PictureOptions pictures = new PictureOptions();
    private final TextOptions output = new TextOptions();

    /** @param streams of this run */
    public NextCommand(Streams streams) {
        super(streams);
    }

    @Override
    protected void define(CommandForm form) {
        form.header("Shows what a language model expects next, after each layer, and why.")
                .footer(
                        "  heed next \"Lily went to the\"",
                        "      the ten likeliest tokens, and what the model would say after each layer",
                        "  heed next --why park \"Lily went to the\"",
                        "      what each head, each place and each layer added to the score of park",
                        "  heed next --why park --against zoo \"Lily went to the\"",
                        "      why the one and not the other",
                        "  heed next --why park --png why.png \"Lily went to the\"",
                        "      the same as a picture",
                        "  heed next --format json \"Lily went to the\"");
        form.parametersShownAs(
                "0..*", "[TEXT]", given -> texts = given, "The text, in quotes; - or none reads standard input.");
        form.option("--top", "N", Integer.class, given -> top = given, "How many tokens are shown. Default: 10.");
        form.option(
                "--why",
                "WORD",
                String.class,
                given -> why = given,
                "Takes the score of this word's token apart; the parts add up to it.");
        form.option(
                "--against",
                "WORD",
                String.class,
                given -> against = given,
                "With --why: the difference to this word's score instead.");
        pictures.define(form);
        model.define(form);
        output.define(form);
    }

    @Override
    protected int run() throws IOException {
        pictures.check(new Outputs(), List.of());
        output.check();
        if (top < 1 || top > MOST) {
            throw new WrongUsage("--top: expected 1 to " + MOST + ", got " + top);
        }
        if (against != null && why == null) {
            throw new WrongUsage("--against: expected --why WORD beside it");
        }
        String text = GivenText.of(texts, streams());
        try (LanguageModel language = model.open()) {
            Prompt prompt = language.prompt(text);
            NextWord next = language.next(prompt, top);
            Attribution attribution = why == null
                    ? null
                    : language.why(prompt, token(language, why), against == null ? -1 : token(language, against));
            NextView view = NextView.of(language, next, attribution);
            if (pictures.wanted()) {
                pictures.write(NextPicture.of(view), streams());
            }
            if (output.json()) {
                try (JsonOutput json = new JsonOutput(streams().out())) {
                    new NextDocument(json).write(next, language.model().name(), attribution);
                }
            } else if (!pictures.wanted()) {
                streams()
                        .print(new NextText(
                                        language,
                                        view,
                                        output.style(streams().terminal()),
                                        output.columns(streams().terminal()))
                                .write());
            }
        }
        return Failures.OK;
    }

    private int token(LanguageModel language, String word) {
        int id = language.token(word);
        String text = language.text(id);
        if (!text.isEmpty() && !text.strip().equals(word.strip())) {
            streams()
                    .note("\"" + word + "\" is several tokens to this model; what is explained is the first, \"" + text
                            + "\"");
        }
        return id;
    }
}
