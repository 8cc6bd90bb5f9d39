package dev.heed.cli.compare;

import dev.heed.Encoder;
import dev.heed.TokenizedText;
import dev.heed.WordComparison;
import dev.heed.WordComparison.Occurrence;
import dev.heed.cli.console.CommandBase;
import dev.heed.cli.console.Failures;
import dev.heed.cli.console.ModelChoice;
import dev.heed.cli.console.Streams;
import dev.heed.cli.console.TextOptions;
import dev.heed.cli.json.JsonOutput;
import java.io.IOException;
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
        output.check();
        try (Encoder encoder = Encoder.open(model.open())) {
            WordComparison comparison = encoder.compare(word, texts);
            if (comparison.occurrences().size() < 2) {
                throw new IllegalArgumentException(
                        "word " + word + ": expected it twice or more, found it once; give another text");
            }
            noteTruncated(encoder);
            Verdicts verdicts = Verdicts.of(encoder, comparison, texts);
            if (output.json()) {
                writeJson(comparison, verdicts, encoder.model().name());
            } else {
                streams()
                        .print(new CompareText(
                                        comparison,
                                        verdicts,
                                        texts,
                                        encoder.model().name(),
                                        output.style(streams().terminal()),
                                        output.columns(streams().terminal()))
                                .write());
            }
        }
        return Failures.OK;
    }

    private void noteTruncated(Encoder encoder) {
        for (int i = 0; i < texts.size(); i++) {
            TokenizedText text = encoder.tokenize(texts.get(i));
            if (text.truncated()) {
                streams()
                        .note("text " + (i + 1) + ": " + text.tokenCount() + " of " + text.tokensTotal()
                                + " tokens read, the most that the model takes; the rest is left out");
            }
        }
    }

    private void writeJson(WordComparison comparison, Verdicts verdicts, String modelName) throws IOException {
        try (JsonOutput json = new JsonOutput(streams().out())) {
            json.object(() -> {
                json.put("word", comparison.word());
                json.put("model", modelName);
                json.array("occurrences", () -> {
                    for (Occurrence occurrence : comparison.occurrences()) {
                        json.object(() -> {
                            json.put("index", occurrence.index());
                            json.put("text", occurrence.text());
                            json.putSpan(occurrence.span());
                        });
                    }
                });
                json.put("static", comparison.staticSimilarity());
                json.array("layers", () -> {
                    for (int layer = 0; layer < comparison.layers().size(); layer++) {
                        int number = layer;
                        json.object(() -> {
                            json.put("layer", number);
                            json.put("similarity", comparison.layers().get(number));
                        });
                    }
                });
                verdicts.writeJson(json);
            });
            json.endLine();
        }
    }
}
