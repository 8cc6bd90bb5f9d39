package dev.heed.cli.meaning;

import dev.heed.Encoder;
import dev.heed.TokenizedText;
import dev.heed.cli.console.CommandBase;
import dev.heed.cli.console.CommandForm;
import dev.heed.cli.console.Failures;
import dev.heed.cli.console.ModelChoice;
import dev.heed.cli.console.Streams;
import dev.heed.cli.console.TextOptions;
import dev.heed.meaning.similarity.TextSimilarity;
import dev.heed.meaning.similarity.TextSimilarity.Effect;
import dev.heed.meaning.similarity.TextSimilarity.Pair;
import dev.heed.meaning.similarity.TextSimilarity.Place;
import dev.heed.view.json.JsonOutput;
import java.io.IOException;
import java.util.List;

/** {@code heed similarity}. */
public final class SimilarityCommand extends CommandBase {
    private String a;

    private String b;

    private final ModelChoice model = new ModelChoice();

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
        model.define(form);
        output.define(form);
    }

    @Override
    protected int run() throws IOException {
        output.check();
        try (Encoder encoder = Encoder.open(model.open())) {
            TextSimilarity similarity = TextSimilarity.of(encoder, a, b);
            noteTruncated(encoder, "first", a);
            noteTruncated(encoder, "second", b);
            if (output.json()) {
                writeJson(similarity, encoder.model().name());
            } else {
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

    private void writeJson(TextSimilarity similarity, String modelName) throws IOException {
        try (JsonOutput json = new JsonOutput(streams().out())) {
            json.object(() -> {
                json.put("a", similarity.a());
                json.put("b", similarity.b());
                json.put("model", modelName);
                json.put("score", (float) similarity.score());
                if (similarity.percentile().isPresent()) {
                    json.put("percentile", (float) similarity.percentile().getAsDouble());
                } else {
                    json.putNull("percentile");
                }
                json.array("pairs", () -> {
                    for (Pair pair : similarity.pairs()) {
                        json.object(() -> {
                            putPlace(json, "a", pair.a());
                            putPlace(json, "b", pair.b());
                            json.put("share", (float) pair.share());
                            json.put("matched", (float) pair.matched());
                        });
                    }
                });
                json.put("rest", (float) similarity.rest());
                json.put("pooling", similarity.pooling());
                json.put("exact", similarity.exact());
                json.object("effects", () -> {
                    putEffects(json, "a", similarity.aEffects());
                    putEffects(json, "b", similarity.bEffects());
                });
            });
            json.endLine();
        }
    }

    private static void putEffects(JsonOutput json, String key, List<Effect> effects) throws IOException {
        json.array(key, () -> {
            for (Effect effect : effects) {
                json.object(() -> {
                    json.put("text", effect.place().text());
                    json.putSpan(effect.place().span());
                    json.put("effect", (float) effect.effect());
                });
            }
        });
    }

    private static void putPlace(JsonOutput json, String key, Place place) throws IOException {
        json.object(key, () -> {
            json.put("text", place.text());
            json.putSpan(place.span());
        });
    }
}
