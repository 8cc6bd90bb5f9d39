package dev.heed.cli.language;

import dev.heed.GenerateOptions;
import dev.heed.Generation;
import dev.heed.LanguageModel;
import dev.heed.Prompt;
import dev.heed.Prompt.Section;
import dev.heed.cli.console.CommandBase;
import dev.heed.cli.console.CommandForm;
import dev.heed.cli.console.Failures;
import dev.heed.cli.console.Interruption;
import dev.heed.cli.console.Streams;
import dev.heed.cli.console.WrongUsage;
import dev.heed.generation.Finish;
import dev.heed.generation.Sampling;
import dev.heed.text.Span;
import dev.heed.view.json.GenerateDocument;
import dev.heed.view.json.JsonOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** {@code heed generate TEXT}. */
public final class GenerateCommand extends CommandBase {
    private List<String> texts = List.of();
    private List<String> sections = List.of();
    private final WrittenOptions written = new WrittenOptions(Sampling.GREEDY);
    private final LanguageChoice model = new LanguageChoice();
    private WrittenFormat format = WrittenFormat.text;

    /** @param streams of this run */
    public GenerateCommand(Streams streams) {
        super(streams);
    }

    @Override
    protected void define(CommandForm form) {
        form.header("Goes on with a text, word by word.")
                .footer(
                        "  heed generate \"Once upon a time\"",
                        "  heed generate --temperature 0.8 --seed 7 \"The cat\"",
                        "      another story for each seed, the same one for the same seed",
                        "  heed generate --stop \"\\n\" --max-tokens 40 \"Lily said\"",
                        "  heed generate --json-schema person.json \"A person:\"",
                        "      JSON that fits the schema, whatever the model",
                        "  heed generate --sections --section doc=\"Lily has a cat.\" \" Lily has a\"",
                        "      where the model looked for each word");
        form.parametersShownAs(
                "0..*", "[TEXT]", given -> texts = given, "The text, in quotes; - or none reads standard input.");
        form.repeatable(
                "--section",
                "NAME=TEXT",
                given -> sections = given,
                "A part with a name, in front of TEXT; may be repeated.");
        written.define(form);
        model.define(form);
        WrittenFormat.define(form, given -> format = given);
    }

    @Override
    protected int run() throws IOException {
        GenerateOptions options = written.checked();
        List<Section> named = new ArrayList<>();
        StringBuilder whole = new StringBuilder();
        for (String section : sections) {
            int equals = section.indexOf('=');
            if (equals < 1) {
                throw new WrongUsage("--section: expected NAME=TEXT, got " + section);
            }
            int start = whole.length();
            whole.append(section.substring(equals + 1));
            named.add(new Section(section.substring(0, equals), new Span(start, whole.length())));
        }
        String text = whole + GivenText.of(texts, streams());
        try (LanguageModel language = model.open()) {
            Prompt prompt = Fitting.fitted(language, language.prompt(text, named), written, streams());
            try (Interruption interruption = new Interruption();
                    Generation generation = language.generate(prompt, options)) {
                Telling telling = new Telling(streams(), interruption::asked);
                write(
                        telling,
                        generation,
                        language.model().name(),
                        options.sampling().seed());
                return generation.finish() == Finish.INTERRUPTED ? Interruption.CODE : Failures.OK;
            }
        }
    }

    private void write(Telling telling, Generation generation, String name, long seed) throws IOException {
        switch (format) {
            case text -> {
                telling.print(generation);
                telling.saySections();
            }
            case json, jsonl -> {
                var tokens = telling.take(generation);
                try (JsonOutput json = new JsonOutput(streams().out())) {
                    new GenerateDocument(json).write(generation, tokens, name, seed);
                }
            }
        }
    }
}
