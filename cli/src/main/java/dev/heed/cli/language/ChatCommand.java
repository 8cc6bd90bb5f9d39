package dev.heed.cli.language;

import dev.heed.ChatMessage;
import dev.heed.GenerateOptions;
import dev.heed.Generation;
import dev.heed.LanguageModel;
import dev.heed.Prompt;
import dev.heed.cli.console.CommandBase;
import dev.heed.cli.console.CommandForm;
import dev.heed.cli.console.Failures;
import dev.heed.cli.console.Interruption;
import dev.heed.cli.console.Streams;
import dev.heed.format.InvalidFileException;
import dev.heed.generation.Finish;
import dev.heed.generation.Sampling;
import dev.heed.view.json.GenerateDocument;
import dev.heed.view.json.JsonOutput;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** {@code heed chat [MESSAGE]}. */
public final class ChatCommand extends CommandBase {
    private static final double USUAL_TEMPERATURE = 0.7;

    private List<String> messages = List.of();
    private String system;
    private final WrittenOptions written =
            new WrittenOptions(Sampling.GREEDY.temperature(USUAL_TEMPERATURE).topP(0.95));
    private final LanguageChoice model = new LanguageChoice();
    private WrittenFormat format = WrittenFormat.text;

    /** @param streams of this run */
    public ChatCommand(Streams streams) {
        super(streams);
    }

    @Override
    protected void define(CommandForm form) {
        form.header("Talks with a language model that has a chat template.")
                .footer(
                        "  heed models get smollm2",
                        "  heed chat --model smollm2",
                        "      line by line: each is a message, an empty line or the end of input leaves",
                        "  heed chat --model smollm2 \"Why is the sky blue?\"",
                        "  heed chat --model smollm2 --system \"You answer in rhymes.\" < questions.txt");
        form.parametersShownAs(
                "0..*", "[MESSAGE]", given -> messages = given, "Messages, each in quotes; none reads standard input.");
        form.option(
                "--system", "TEXT", String.class, given -> system = given, "What the model is told before the chat.");
        written.define(form);
        model.define(form);
        WrittenFormat.define(form, given -> format = given);
    }

    @Override
    protected int run() throws IOException {
        GenerateOptions options = written.checked();
        try (LanguageModel language = model.open()) {
            if (!language.chats()) {
                throw new InvalidFileException("model " + language.model().name()
                        + ": expected one with a chat template, it has none; go on with a text by heed generate, or"
                        + " get one that chats: heed models get smollm2");
            }
            List<ChatMessage> chat = new ArrayList<>();
            if (system != null) {
                chat.add(ChatMessage.of("system", system));
            }
            if (messages.isEmpty()) {
                return converse(language, chat, options);
            }
            for (String message : messages) {
                if (!turn(language, chat, message, options)) {
                    return Interruption.CODE;
                }
            }
        }
        return Failures.OK;
    }

    private int converse(LanguageModel language, List<ChatMessage> chat, GenerateOptions options) throws IOException {
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(streams().in(), StandardCharsets.UTF_8));
        boolean people = streams().terminal().input();
        while (true) {
            if (people) {
                streams().err().print("> ");
                streams().err().flush();
            }
            String line = lines.readLine();
            if (line == null || people && line.isBlank()) {
                return Failures.OK;
            }
            if (!line.isBlank() && !turn(language, chat, line, options)) {
                return Interruption.CODE;
            }
        }
    }

    /** One message and its answer; false if it was interrupted. */
    private boolean turn(LanguageModel language, List<ChatMessage> chat, String message, GenerateOptions options)
            throws IOException {
        chat.add(ChatMessage.of("user", message));
        Prompt prompt = Fitting.fitted(language, language.chat(chat), written, streams());
        try (Interruption interruption = new Interruption();
                Generation generation = language.generate(prompt, options)) {
            Telling telling = new Telling(streams(), interruption::asked);
            String answer;
            if (format == WrittenFormat.text) {
                answer = telling.print(generation);
                telling.saySections();
            } else {
                var tokens = telling.take(generation);
                StringBuilder text = new StringBuilder();
                tokens.forEach(token -> text.append(token.text()));
                answer = text.append(generation.rest()).toString();
                try (JsonOutput json = new JsonOutput(streams().out())) {
                    new GenerateDocument(json)
                            .write(
                                    generation,
                                    tokens,
                                    language.model().name(),
                                    options.sampling().seed());
                }
            }
            chat.add(ChatMessage.of("assistant", answer));
            return generation.finish() != Finish.INTERRUPTED;
        }
    }
}
