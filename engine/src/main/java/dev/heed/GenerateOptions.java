package dev.heed;

import dev.heed.generation.Sampling;
import dev.heed.generation.Settings;
import java.util.List;
import java.util.Set;

/**
 * How a text is written. Immutable; each method gives a changed copy.
 *
 * @param maxTokens no more are written
 * @param sampling how tokens are chosen
 * @param stops strings before which the text ends
 * @param schema a JSON schema that the text must fit, as {@code dev.heed.format.Json} reads it; null for free text
 * @param schemaName its file, for messages
 * @param top how many likeliest tokens each token tells
 * @param sections whether each token tells where the model looked
 * @param markers control tokens, as the vocabulary writes them, that are told as text though they are none: what a model puts
 *     around calls of functions
 */
public record GenerateOptions(
        int maxTokens,
        Sampling sampling,
        List<String> stops,
        Object schema,
        String schemaName,
        int top,
        boolean sections,
        Set<String> markers) {
    /** Greedy, at most 256 tokens. */
    public static final GenerateOptions DEFAULT =
            new GenerateOptions(256, Sampling.GREEDY, List.of(), null, "json-schema", 0, false, Set.of());

    public GenerateOptions {
        stops = List.copyOf(stops);
        markers = Set.copyOf(markers);
    }

    public GenerateOptions maxTokens(int count) {
        return new GenerateOptions(count, sampling, stops, schema, schemaName, top, sections, markers);
    }

    public GenerateOptions sampling(Sampling other) {
        return new GenerateOptions(maxTokens, other, stops, schema, schemaName, top, sections, markers);
    }

    public GenerateOptions stops(List<String> strings) {
        return new GenerateOptions(maxTokens, sampling, strings, schema, schemaName, top, sections, markers);
    }

    public GenerateOptions schema(Object jsonSchema, String name) {
        return new GenerateOptions(maxTokens, sampling, stops, jsonSchema, name, top, sections, markers);
    }

    public GenerateOptions top(int count) {
        return new GenerateOptions(maxTokens, sampling, stops, schema, schemaName, count, sections, markers);
    }

    public GenerateOptions sections(boolean asked) {
        return new GenerateOptions(maxTokens, sampling, stops, schema, schemaName, top, asked, markers);
    }

    public GenerateOptions markers(Set<String> pieces) {
        return new GenerateOptions(maxTokens, sampling, stops, schema, schemaName, top, sections, pieces);
    }

    /** @throws IllegalArgumentException if a number is outside its range, or a stop string empty */
    public void check() {
        settings();
    }

    Settings settings() {
        return new Settings(maxTokens, sampling, stops, schema, schemaName, top, sections, markers);
    }
}
